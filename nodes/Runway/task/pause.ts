export const MIN_INTERVAL_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;
const LONGEST_BACKOFF_MS = 60_000;
/** A long task is asked less often: a pause of a thirtieth of its age costs at most three percent of lag. */
const AGE_SHARE = 30;
const JITTER = 1 / 6;

/** How long to wait before the next read of a healthy task. */
export function readPauseMs(intervalMs: number, ageMs: number, random: number): number {
	const grown = Math.max(Number.isFinite(intervalMs) ? intervalMs : 0, Math.min(ageMs / AGE_SHARE, LONGEST_PAUSE_MS));
	return Math.max(MIN_INTERVAL_MS, grown * (1 + (2 * random - 1) * JITTER));
}

/** How long to wait before a repetition; a server's own Retry-After is never undercut. */
export function backoffMs(attempt: number, random: number, retryAfterMs = 0): number {
	const doubled = Math.min(1_000 * 2 ** attempt, LONGEST_BACKOFF_MS);
	return Math.max(retryAfterMs, doubled / 2) + (doubled / 2) * random;
}
