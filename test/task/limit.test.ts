import { limiter, strictest } from '../../nodes/Runway/task/limit.ts';

async function peakOf(max: number, works: number): Promise<number> {
	const limited = limiter(max);
	let running = 0;
	let peak = 0;
	const work = async () => {
		peak = Math.max(peak, ++running);
		await new Promise((resolve) => setImmediate(resolve));
		running--;
	};
	await Promise.all(Array.from({ length: works }, async () => await limited(work)));
	return peak;
}

describe('the limiter', () => {
	it.each([
		[1, 5, 1],
		[3, 10, 3],
		[20, 5, 5],
		[0, 30, 30],
		[NaN, 5, 1],
		[-1, 5, 1],
	])('with a limit of %d lets of %d works %d run at once', async (max, works, expected) => {
		expect(await peakOf(max, works)).toBe(expected);
	});

	it('goes on after a work that fails', async () => {
		const limited = limiter(1);
		await expect(limited(async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(await limited(async () => await Promise.resolve('next'))).toBe('next');
	});

	it('starts works in the order they came', async () => {
		const limited = limiter(1);
		const order: number[] = [];
		await Promise.all([1, 2, 3].map(async (n) => await limited(async () => void order.push(n))));
		expect(order).toEqual([1, 2, 3]);
	});
});

describe('the strictest of several limits', () => {
	it.each([
		[[], 0],
		[[0, 0], 0],
		[[0, 5, 2, 9], 2],
		[[3, 0], 3],
	])('%j is %i', (limits, expected) => {
		expect(strictest(limits)).toBe(expected);
	});
});
