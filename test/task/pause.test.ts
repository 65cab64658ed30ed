import { backoffMs, readPauseMs } from '../../nodes/Runway/task/pause.ts';

const MIDDLE = 0.5;

describe('the pause before the next read', () => {
	it.each([
		['the interval, while the task is young', 6_000, 60_000, 6_000],
		['a thirtieth of its age, once that is longer', 6_000, 300_000, 10_000],
		['half a minute at most, however old it is', 6_000, 3_600_000, 30_000],
		['the interval that the user wants longer', 60_000, 3_600_000, 60_000],
		['five seconds at least', 1_000, 0, 5_000],
	])('is %s', (_, intervalMs, ageMs, expected) => {
		expect(readPauseMs(intervalMs, ageMs, MIDDLE)).toBe(expected);
	});

	it.each([
		['a sixth shorter', 0, 10_000],
		['a sixth longer', 1, 14_000],
	])('is up to %s by chance, so that many tasks are not read at once', (_, random, expected) => {
		expect(readPauseMs(12_000, 0, random)).toBeCloseTo(expected);
	});

	it('is never shorter than five seconds by chance', () => {
		expect(readPauseMs(5_000, 0, 0)).toBe(5_000);
	});
});

describe('the pause before a repetition', () => {
	it.each([
		[0, 500, 1_000],
		[1, 1_000, 2_000],
		[3, 4_000, 8_000],
		[6, 30_000, 60_000],
		[20, 30_000, 60_000],
	])('after %d repetitions is between %d and %d ms', (attempt, shortestMs, longestMs) => {
		expect(backoffMs(attempt, 0)).toBe(shortestMs);
		expect(backoffMs(attempt, 1)).toBe(longestMs);
	});

	it('never undercuts what the server asks for, and adds its own chance to it', () => {
		expect(backoffMs(0, 0, 40_000)).toBe(40_000);
		expect(backoffMs(0, 1, 40_000)).toBe(40_500);
		expect(backoffMs(6, 0, 1_000)).toBe(30_000);
	});
});
