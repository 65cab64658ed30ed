import { retryAfterMs } from '../../nodes/Runway/protocols/retryAfter.ts';

const NOW = 'Wed, 04 Mar 2026 10:00:00 GMT';
const DAY_MS = 86_400_000;

describe('how long a server asks to be left alone', () => {
	it.each<[string, Record<string, string>, number | undefined]>([
		['nothing when it does not say', {}, undefined],
		['seconds', { 'retry-after': '20' }, 20_000],
		['parts of a second', { 'retry-after': '1.5' }, 1_500],
		['smaller parts of a second', { 'retry-after': '1.25' }, 1_250],
		['seconds between spaces', { 'retry-after': ' 20 ' }, 20_000],
		['no time at all', { 'retry-after': '0' }, 0],
		['milliseconds', { 'retry-after-ms': '1500' }, 1_500],
		['milliseconds before seconds', { 'retry-after-ms': '1500', 'retry-after': '20' }, 1_500],
		['seconds beside milliseconds that make no sense', { 'retry-after-ms': 'soon', 'retry-after': '20' }, 20_000],
		['a date, counted from the clock of the server', { 'retry-after': 'Wed, 04 Mar 2026 10:00:30 GMT', date: NOW }, 30_000],
		['a date that is past', { 'retry-after': 'Wed, 04 Mar 2026 09:59:00 GMT', date: NOW }, 0],
		['a date without the clock of the server', { 'retry-after': 'Wed, 04 Mar 2026 10:00:30 GMT' }, undefined],
		['a date beside a clock that makes no sense', { 'retry-after': 'Wed, 04 Mar 2026 10:00:30 GMT', date: 'today' }, undefined],
		['a clock alone', { date: NOW }, undefined],
		['words', { 'retry-after': 'soon', date: NOW }, undefined],
		['a negative figure', { 'retry-after': '-5' }, undefined],
		['a figure with a unit', { 'retry-after': '5s' }, undefined],
		['a figure behind a word', { 'retry-after': 'in 5' }, undefined],
		['a hundred years in seconds, which are a day', { 'retry-after': '3155760000' }, DAY_MS],
		['a hundred years in milliseconds, which are a day', { 'retry-after-ms': '3155760000000' }, DAY_MS],
		['a date in a hundred years, which is a day', { 'retry-after': 'Sat, 04 Mar 2126 10:00:00 GMT', date: NOW }, DAY_MS],
	])('is read from %s', (_, headers, expected) => {
		expect(retryAfterMs({ httpStatus: 429, headers, body: '' })).toBe(expected);
	});

	it('is not read from an inherited header', () => {
		const headers: Record<string, string> = Object.create({ 'retry-after': '20' });
		expect(retryAfterMs({ httpStatus: 429, headers, body: '' })).toBeUndefined();
	});
});
