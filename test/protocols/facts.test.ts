import { amount, firstUrls, isoTime, percentage } from '../../nodes/Runway/protocols/facts.ts';

describe('an amount', () => {
	it.each([
		[0, 0],
		[2.5, 2.5],
		['320', 320],
		[' 0.25 ', 0.25],
		['', undefined],
		['.5', undefined],
		['5.', undefined],
		['-5', undefined],
		['5 credits', undefined],
		['about 5', undefined],
		['1e3', undefined],
		[-1, undefined],
		[Infinity, undefined],
		[null, undefined],
		[['5'], undefined],
	])('%j is read as %p', (value, expected) => {
		expect(amount(value)).toBe(expected);
	});
});

describe('a progress', () => {
	it.each([
		[0, 0],
		[0.355, 36],
		[1, 100],
		[1.4, 1],
		[' 35% ', 35],
		['35 %', 35],
		['0.5%', 1],
		['0.5', 50],
		[101, 100],
		['%', undefined],
		['half', undefined],
		[undefined, undefined],
	])('%j is read as %p percent', (value, expected) => {
		expect(percentage(value)).toBe(expected);
	});
});

describe('a time', () => {
	it.each([
		['2026-03-13T01:52:46Z', '2026-03-13T01:52:46.000Z'],
		['2026-03-13T01:52:46.5Z', '2026-03-13T01:52:46.500Z'],
		['2026-03-13T09:52:46+0800', '2026-03-13T01:52:46.000Z'],
		['2026-03-12T17:52:46-08:00', '2026-03-13T01:52:46.000Z'],
		[99_999_999_999, '5138-11-16T09:46:39.000Z'],
		[100_000_000_000, '1973-03-03T09:46:40.000Z'],
		['2026-03-13', undefined],
		['2026-03-13T01:52:46', undefined],
		['2026-03-13T01:52:46Z (UTC)', undefined],
		['+002026-03-13T01:52:46Z', undefined],
		[['2026-03-13T01:52:46Z'], undefined],
		['0', undefined],
		[null, undefined],
	])('%j is read as %p', (value, expected) => {
		expect(isoTime(value)).toBe(expected);
	});
});

describe('the addresses of a result', () => {
	const a = 'https://files.example.com/a.mp4';
	const b = 'https://files.example.com/b.mp4';

	it.each([
		['the first source that has any', [undefined, [], 'nowhere', a, b], [a]],
		['each once and in order', [[b, a, b]], [b, a]],
		['those that can be used', [[a, 'ftp://files.example.com', null, { url: b }]], [a]],
		['none where there are none', [null, 'no'], []],
	])('are %s', (_, sources, expected) => {
		expect(firstUrls(...sources)).toEqual(expected);
	});
});
