import { sleep } from 'n8n-workflow';

import type { Clock } from '../../task/engine';

/** n8n 1.x ignores a signal given to `sleep`, so a long sleep is taken in slices that look at the signals. */
const SLICE_MS = 500;

export function n8nClock(...signals: Array<AbortSignal | undefined>): Clock {
	const nowMs = () => performance.now();
	const isStopped = () => signals.some((signal) => signal?.aborted);
	return {
		nowMs,
		random: Math.random,
		async sleep(durationMs) {
			const endMs = nowMs() + durationMs;
			for (let leftMs = durationMs; leftMs > 0 && !isStopped(); leftMs = endMs - nowMs()) {
				await sleep(Math.min(leftMs, SLICE_MS));
			}
			return !isStopped();
		},
	};
}
