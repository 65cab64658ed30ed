import { cleanText, safeUrl, valueAt, withoutGaps } from '../../nodes/Runway/task/values.ts';

describe('the words of a vendor', () => {
	it.each([
		['control characters', 'a\u0000b\r\nc\u202ed', 'a b c d'],
		['a signed link', 'see https://cdn.example.com/a.mp4?sig=secret now', 'see https://cdn.example.com/a.mp4 now'],
		['the query of a plain link', 'see http://cdn.example.com/a?sig=secret', 'see http://cdn.example.com/a'],
		['space around', '  hello   there ', 'hello there'],
	])('lose %s', (_, text, expected) => {
		expect(cleanText(text)).toBe(expected);
	});

	it('are cut at 500 characters', () => {
		expect(cleanText('x'.repeat(100_000))).toBe(`${'x'.repeat(499)}…`);
		expect(cleanText('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
		expect(cleanText('x'.repeat(500))).toBe('x'.repeat(500));
	});

	it('are looked at only at the start of an endless text', () => {
		expect(cleanText(`early${' '.repeat(2_000)}late`)).toBe('early');
	});

	it.each([[undefined], [null], [12], [{}], ['\n \u0007']])('are absent for %j', (value) => {
		expect(cleanText(value)).toBeUndefined();
	});
});

describe('an address from an answer', () => {
	it.each([['https://a.example.com/x.mp4?y=1'], ['http://a.example.com/x.mp4']])('%s is used', (url) => {
		expect(safeUrl(url)).toBe(url);
	});

	it.each([['javascript:alert(1)'], ['file:///etc/passwd'], ['data:video/mp4;base64,AA'], ['https://user:pass@a.example.com/'], ['https://user@a.example.com/'], ['https://:pass@a.example.com/'], [['https://a.example.com/']], ['nowhere'], [7]])(
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

describe('values with gaps', () => {
	it('lose what is not set, and nothing else', () => {
		const values = { a: undefined, b: null, c: 0, d: '', e: false };
		expect(Object.keys(withoutGaps(values))).toEqual(['b', 'c', 'd', 'e']);
		expect(Object.keys(values)).toHaveLength(5);
	});
});
