import type { Clock } from '../../../nodes/Runway/task/engine.ts';

const FACTOR = 40;

/** The node's own seconds pass forty times as fast; n8n and the simulator keep theirs. */
export function n8nClock(...signals: Array<AbortSignal | undefined>): Clock {
	const isStopped = () => signals.some((signal) => signal?.aborted);
	return {
		nowMs: () => performance.now() * FACTOR,
		random: Math.random,
		async sleep(durationMs) {
			const endMs = performance.now() + durationMs / FACTOR;
			while (performance.now() < endMs && !isStopped()) {
				await new Promise((wake) => setTimeout(wake, Math.max(0, Math.min(20, endMs - performance.now()))));
			}
			return !isStopped();
		},
	};
}
