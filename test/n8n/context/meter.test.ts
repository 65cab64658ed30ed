import { watchForStall } from '../../../nodes/Runway/n8n/context/meter.ts';
import { fakeClock } from '../../support/fakeTime.ts';

const MEGABYTE = 1024 * 1024;

/** A download of so many bytes per second, of a file that takes so many seconds. */
async function watch(bytesPerSecond: number, seconds: number, clock = fakeClock()) {
	const metered = { stream: undefined as never, bytes: 0, isOver: false, isDone: false };
	let isStopped = false;
	const startedAtMs = clock.nowMs();
	const { sleep } = clock;
	clock.sleep = async (durationMs) => {
		const goesOn = await sleep(durationMs);
		const passedSeconds = (clock.nowMs() - startedAtMs) / 1_000;
		metered.bytes = bytesPerSecond * passedSeconds;
		metered.isDone = passedSeconds >= seconds;
		return goesOn;
	};
	await watchForStall(clock, metered, () => (isStopped = true));
	return { isStopped, afterSeconds: Math.round((clock.nowMs() - startedAtMs) / 1_000) };
}

describe('a download', () => {
	it.each([
		['a quick one', MEGABYTE, 20],
		['a slow one that takes an hour', 10_000, 3_600],
		['a small file that comes slowly', 100, 30],
	])('is left alone: %s', async (_, bytesPerSecond, seconds) => {
		expect(await watch(bytesPerSecond, seconds)).toEqual({ isStopped: false, afterSeconds: seconds });
	});

	it.each([
		['sends nothing', 0],
		['sends next to nothing', 20],
	])('is broken off after a minute when its host %s', async (_, bytesPerSecond) => {
		expect(await watch(bytesPerSecond, 36_000)).toMatchObject({ isStopped: true, afterSeconds: 60 });
	});

	it('is broken off at once when the run ends, since nobody would notice that it stalls', async () => {
		const clock = fakeClock();
		clock.stop();
		expect(await watch(0, 36_000, clock)).toEqual({ isStopped: true, afterSeconds: 0 });
	});
});
