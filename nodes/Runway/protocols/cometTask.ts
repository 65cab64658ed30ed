import { isObject, property, safeUrl } from '../task/values';
import { answerCode } from './answerText';
import { amount, firstUrls, isoTime, percentage } from './facts';
import type { Seen, Status } from './reading';
import { firstText, word } from './text';

/** What CometAPI answers while it, or Runway behind it, does not know an id. */
export const UNKNOWN_COMET_TASK = /task[ _](?:does )?not[ _](?:exist|found)|could not find task/i;

/** Words of Runway and of CometAPI's wrapper, and the figures of the older feed. */
const STATUSES = new Map<string, Status>([
	['pending', 'queued'],
	['throttled', 'queued'],
	['not_start', 'queued'],
	['submitted', 'queued'],
	['queued', 'queued'],
	['0', 'queued'],
	['running', 'running'],
	['in_progress', 'running'],
	['1', 'running'],
	['succeeded', 'succeeded'],
	['success', 'succeeded'],
	['3', 'succeeded'],
	['failed', 'failed'],
	['failure', 'failed'],
	['error', 'failed'],
	['2', 'failed'],
	['cancelled', 'cancelled'],
	['canceled', 'cancelled'],
]);

/** Where the answer to a submission may name its task. */
export function cometTaskIds(body: unknown): unknown[] {
	const data = property(body, 'data');
	const named = [property(data, 'task_id'), property(body, 'task_id')];
	// Beside a fault an "id" may be the request's, but a "task_id" is a task's and must not be lost.
	return answerCode(body) || property(body, 'error') ? named : [...named, property(data, 'id'), data, property(body, 'id')];
}

/**
 * Reads a task in each of CometAPI's documented shapes: Runway's own, the same or a feed entry inside
 * `{ code, data }`, a flat feed entry, and a callback's body. Either route may answer in any of them.
 */
export function seenByComet(body: unknown): Seen | undefined {
	const task = isObject(property(body, 'data')) && property(body, 'code') !== undefined ? property(body, 'data') : body;
	const runway = property(task, 'data');
	const words = [property(task, 'state'), property(task, 'status'), property(runway, 'state'), property(runway, 'status')].map(word);
	const names = [property(task, 'id'), property(task, 'task_id'), ...words];
	if (names.every((name) => word(name) === undefined)) return undefined;

	const vendorStatus = words.find((name) => STATUSES.has(`${name}`.toLowerCase())) ?? words.find((name) => name !== undefined);
	const saidStatus = STATUSES.get(`${vendorStatus}`.toLowerCase());
	const hasVideo = safeUrl(property(task, 'video_url')) !== undefined;
	// Resellers disagree on whether "2" or "3" means success, so a video decides.
	const status = hasVideo && /^\d?$/.test(vendorStatus ?? '') ? 'succeeded' : saidStatus;
	// "0" is a default that also stands in the entry of a refused request.
	const isDoubtful = isPending(status) && answerCode(body) !== undefined;
	return {
		status: isDoubtful ? undefined : status,
		vendorStatus,
		urls: cometUrls(task, runway),
		reason: firstText(property(runway, 'failure'), property(task, 'failure'), property(task, 'fail_reason'), property(task, 'msg')),
		code: word(property(runway, 'failureCode')) ?? word(property(task, 'failureCode')),
		facts: cometFacts(task, runway),
	};
}

function isPending(status: Status | undefined): boolean {
	return status === 'queued' || status === 'running';
}

function cometUrls(task: unknown, runway: unknown): string[] {
	return firstUrls(
		property(task, 'output'),
		property(runway, 'output'),
		property(task, 'result_url'),
		property(task, 'video_url'),
		property(runway, 'video_url'),
		// Older versions of the wrapper put the address of a success there.
		property(task, 'fail_reason'),
		property(task, 'raw_video_url'),
	);
}

function cometFacts(task: unknown, runway: unknown): Seen['facts'] {
	return {
		progress: percentage(property(task, 'progress')) ?? percentage(property(runway, 'progress')),
		poster: safeUrl(property(task, 'poster')),
		lastFrame: safeUrl(property(task, 'last_frame')),
		cost:
			amount(property(task, 'cost', 'credits')) ?? amount(property(runway, 'cost', 'credits')) ?? amount(property(task, 'point')),
		refunded: word(property(task, 'refund')) === '1' || undefined,
		createdAt:
			isoTime(property(task, 'submit_time')) ??
			isoTime(property(task, 'createdAt')) ??
			isoTime(property(runway, 'createdAt')) ??
			isoTime(property(task, 'create_time')),
		finishedAt: isoTime(property(task, 'finish_time')) ?? isoTime(property(task, 'update_time')),
	};
}
