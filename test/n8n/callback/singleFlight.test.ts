import { singleFlight } from '../../../nodes/Runway/n8n/callback/singleFlight.ts';

const MINUTE_MS = 60_000;

/** A work that ends when it is told to. */
function controlled<T>(result: T) {
	let end = () => {};
	const ended = new Promise<void>((resolve) => {
		end = resolve;
	});
	return { end, work: jest.fn(async () => (await ended, result)) };
}

const tick = async () => await new Promise((resolve) => setImmediate(resolve));

describe('single flight', () => {
	afterEach(() => jest.useRealTimers());

	it('runs the works of one key one after the other, and those of others at once', async () => {
		const fly = singleFlight();
		const [first, second, other] = [controlled('first'), controlled('second'), controlled('other')];
		const results = [fly('a', () => 'late', first.work), fly('a', () => 'late', second.work), fly('b', () => 'late', other.work)];
		await tick();
		expect([first, second, other].map(({ work }) => work.mock.calls.length)).toEqual([1, 0, 1]);
		for (const { end } of [first, second, other]) end();
		expect(await Promise.all(results)).toEqual(['first', 'second', 'other']);
	});

	it('answers those in line as soon as one has finished, even while that one still works', async () => {
		const fly = singleFlight();
		const download = controlled('output');
		const winner = fly('a', () => 'late', async (finish) => (finish(), await download.work()));
		const never = jest.fn(async () => 'never');
		expect(await Promise.all([fly('a', () => 'late', never), fly('a', () => 'late', never)])).toEqual(['late', 'late']);
		download.end();
		expect(await winner).toBe('output');
		expect(await fly('a', () => 'late', never)).toBe('late');
		expect(never).not.toHaveBeenCalled();
	});

	it('goes on with the next one when a work throws', async () => {
		const fly = singleFlight();
		const broken = fly('a', () => 'late', async () => await Promise.reject(new Error('broken')));
		const next = fly('a', () => 'late', async () => 'next');
		await expect(broken).rejects.toThrow('broken');
		expect(await next).toBe('next');
	});

	it('forgets after some minutes that a key has finished', async () => {
		jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
		const fly = singleFlight();
		await fly('a', () => 'late', async (finish) => (finish(), 'output'));
		jest.advanceTimersByTime(9 * MINUTE_MS);
		expect(await fly('a', () => 'late', async () => 'again')).toBe('late');
		jest.advanceTimersByTime(2 * MINUTE_MS);
		expect(await fly('a', () => 'late', async () => 'again')).toBe('again');
	});
});
