import { type Cut, watchPace } from '../../../nodes/Runway/n8n/context/meter.ts';
import { fakeClock } from '../../support/fakeTime.ts';

const MEGABYTE = 1024 * 1024;
const SLOW_LINE = 1_000_000 / 8;

/** A download of so many bytes per second, of a file that takes so many seconds. */
async function watch(bytesPerSecond: number, seconds: number, clock = fakeClock()) {
	const metered: Parameters<typeof watchPace>[1] = { stream: undefined as never, bytes: 0, isDone: false };
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
	await watchPace(clock, metered, () => (isStopped = true));
	return { isStopped, cut: metered.cut, afterSeconds: Math.round((clock.nowMs() - startedAtMs) / 1_000) };
}

const HOUR = 3_600;

describe('a download', () => {
	it.each([
		['a quick one', MEGABYTE, 20],
		['512 MB over a line of 1 Mbit/s', SLOW_LINE, (512 * MEGABYTE) / SLOW_LINE],
		['512 MB over a fourth of that line, which four files share', SLOW_LINE / 4, (2048 * MEGABYTE) / SLOW_LINE],
		['a slow one of a quarter of an hour', 10_000, HOUR / 4],
		['a small file that comes slowly', 100, 30],
	])('is left alone: %s', async (_, bytesPerSecond, seconds) => {
		const afterSeconds = Math.round(Math.ceil(2 * seconds) / 2);
		expect(await watch(bytesPerSecond, seconds)).toEqual({ isStopped: false, cut: undefined, afterSeconds });
	});

	it.each<[string, number, Cut, number]>([
		['sends nothing', 0, 'stalled', 60],
		['sends next to nothing', 20, 'stalled', 60],
		['sends just enough not to stall', 64 * 1024 / 60, 'tooSlow', 640],
		['sends a little less than a megabyte a minute', 0.9 * MEGABYTE / 60, 'tooSlow', 6_000],
	])('is broken off when its host %s', async (_, bytesPerSecond, cut, afterSeconds) => {
		const watched = await watch(bytesPerSecond, 100 * HOUR);
		expect(watched).toMatchObject({ isStopped: true, cut });
		expect(Math.abs(watched.afterSeconds - afterSeconds)).toBeLessThanOrEqual(1);
	});

	it('is broken off at once when the run ends, since nobody would notice that it stalls', async () => {
		const clock = fakeClock();
		clock.stop();
		expect(await watch(0, 10 * HOUR, clock)).toEqual({ isStopped: true, cut: undefined, afterSeconds: 0 });
	});
});
