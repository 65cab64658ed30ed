import type { Status } from '../task/task';
import { word } from './text';

/** Words of one API, in lower case and with spaces between their parts. */
type StatusWords = Array<[words: string, status: Status]>;

/** Words that mean the same in each API. Those that may or may not be an end, such as "expired", are left out and read as running. */
const COMMON: StatusWords = [
	['pending', 'queued'],
	['queued', 'queued'],
	['in queue', 'queued'],
	['waiting', 'queued'],
	['running', 'running'],
	['in progress', 'running'],
	['processing', 'running'],
	['succeeded', 'succeeded'],
	['success', 'succeeded'],
	['completed', 'succeeded'],
	['complete', 'succeeded'],
	['finished', 'succeeded'],
	['done', 'succeeded'],
	['failed', 'failed'],
	['failure', 'failed'],
	['fail', 'failed'],
	['error', 'failed'],
	['cancelled', 'cancelled'],
	['canceled', 'cancelled'],
];

/** Knows the common words and an API's own, however they are spelled: `IN_PROGRESS`, `in-progress`, `In progress`. */
export function statusReader(own: StatusWords): (value: unknown) => Status | undefined {
	const known = new Map([...COMMON, ...own]);
	return (value) => known.get((word(value) ?? '').toLowerCase().replace(/[\s_-]+/g, ' '));
}
