import { n8nClock } from '../../../nodes/Runway/n8n/context/clock.ts';

describe('a sleep', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it('lasts as long as it was asked to', async () => {
		const woke = jest.fn();
		void n8nClock().sleep(60_000).then(woke);
		await jest.advanceTimersByTimeAsync(59_900);
		expect(woke).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(100);
		expect(woke).toHaveBeenCalledWith(true);
	});

	it('ends within a second when the run is stopped, and says so', async () => {
		const stop = new AbortController();
		const woke = jest.fn();
		void n8nClock(undefined, stop.signal).sleep(60_000).then(woke);
		await jest.advanceTimersByTimeAsync(10_000);
		stop.abort();
		await jest.advanceTimersByTimeAsync(1_000);
		expect(woke).toHaveBeenCalledWith(false);
	});
});
