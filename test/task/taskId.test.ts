import { toTaskId } from '../../nodes/Runway/task/taskId.ts';

describe('the id of a task', () => {
	it.each([
		['d0658ae1-bbdd-4adc-aaba-fd8070e14d79', 'd0658ae1-bbdd-4adc-aaba-fd8070e14d79'],
		[' a-1\n', 'a-1'],
		['a+b/c=', 'a+b/c='],
		['a..b', 'a..b'],
		['.a/b.', '.a/b.'],
		[4711, '4711'],
		['0', '0'],
		['a'.repeat(200), 'a'.repeat(200)],
	])('may be %j', (value, expected) => {
		expect(toTaskId(value)).toBe(expected);
	});

	it.each([[''], [' '], ['a b'], ['a\u0000b'], ['a'.repeat(201)], [0], [1.5], [2 ** 53], [null], [{}], [['a']]])('is not %j', (value) => {
		expect(toTaskId(value)).toBeUndefined();
	});

	it.each(['.', '..', ' .. ', '../a', './a', 'a/..', 'a/./b', 'a\\..\\b'])('does not climb out of its address: %s', (value) => {
		expect(toTaskId(value)).toBeUndefined();
	});
});
