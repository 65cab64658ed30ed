import { cleanText, safeUrl, valueAt } from '../../nodes/Runway/task/values.ts';

describe('the words of a vendor', () => {
	it.each([
		['control characters', 'a\u0000b\r\nc\u202ed', 'a b c d'],
		['a signed link', 'see https://cdn.example.com/a.mp4?sig=secret now', 'see https://cdn.example.com/a.mp4 now'],
		['space around', '  hello   there ', 'hello there'],
	])('lose %s', (_, text, expected) => {
		expect(cleanText(text)).toBe(expected);
	});

	it('are cut at 500 characters', () => {
		expect(cleanText('x'.repeat(100_000))).toHaveLength(500);
	});

	it.each([[undefined], [null], [12], [{}], ['\n \u0007']])('are absent for %j', (value) => {
		expect(cleanText(value)).toBeUndefined();
	});
});

describe('an address from an answer', () => {
	it.each([['https://a.example.com/x.mp4?y=1'], ['http://a.example.com/x.mp4']])('%s is used', (url) => {
		expect(safeUrl(url)).toBe(url);
	});

	it.each([['javascript:alert(1)'], ['file:///etc/passwd'], ['data:video/mp4;base64,AA'], ['https://user:pass@a.example.com/'], ['nowhere'], [7]])(
		'%s is not',
		(url) => {
			expect(safeUrl(url)).toBeUndefined();
		},
	);
});

describe('a property of an answer', () => {
	it('is only what the answer itself has', () => {
		expect(valueAt({ a: { b: 1 } }, 'a', 'b')).toBe(1);
		expect(valueAt({}, 'constructor')).toBeUndefined();
		expect(valueAt(JSON.parse('{"a":{}}'), 'a', '__proto__')).toBeUndefined();
		expect(valueAt(null, 'a')).toBeUndefined();
	});
});
