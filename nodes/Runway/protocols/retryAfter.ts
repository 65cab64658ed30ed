import type { Answer } from '../task/request';
import { valueAt } from '../task/values';

const LONGEST_MS = 24 * 60 * 60 * 1000;

/** How long the server asks to be left alone; a date counts from the server's own clock. */
export function retryAfterMs({ headers }: Answer): number | undefined {
	const inMs = figure(valueAt(headers, 'retry-after-ms'));
	if (inMs !== undefined) return Math.min(inMs, LONGEST_MS);
	const retryAfter = valueAt(headers, 'retry-after');
	const inSeconds = figure(retryAfter);
	const durationMs = inSeconds === undefined ? until(retryAfter, valueAt(headers, 'date')) : inSeconds * 1000;
	return durationMs === undefined ? undefined : Math.min(durationMs, LONGEST_MS);
}

function figure(value: unknown): number | undefined {
	return typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

function until(then: unknown, now: unknown): number | undefined {
	if (typeof then !== 'string' || typeof now !== 'string') return undefined;
	const durationMs = Date.parse(then) - Date.parse(now);
	return Number.isNaN(durationMs) ? undefined : Math.max(0, durationMs);
}
