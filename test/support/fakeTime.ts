import type { Clock } from '../../nodes/Runway/task/engine.ts';

/** A day and more of half seconds; a wait without an end would otherwise hold the test run for ever. */
const MOST_SLEEPS = 200_000;

/** A clock that jumps to the next wake-up instead of waiting, so that an hour passes in a millisecond. */
export interface FakeClock extends Clock {
	sleeps: number[];
	stop(): void;
	advance(durationMs: number): void;
}

export function fakeClock(randomValue = 0.5): FakeClock {
	let nowMs = 1_000_000;
	let isStopped = false;
	const sleeps: number[] = [];
	return {
		sleeps,
		nowMs: () => nowMs,
		random: () => randomValue,
		stop: () => {
			isStopped = true;
		},
		advance: (durationMs) => {
			nowMs += durationMs;
		},
		async sleep(durationMs) {
			if (isStopped) return false;
			if (sleeps.length >= MOST_SLEEPS) throw new Error('This wait has no end');
			sleeps.push(durationMs);
			nowMs += durationMs;
			return !isStopped;
		},
	};
}
