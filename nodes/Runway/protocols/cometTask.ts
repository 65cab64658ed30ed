import type { Status } from '../task/task';
import { isObject, safeUrl, valueAt } from '../task/values';
import { answerCode } from './answerText';
import { amount, firstUrls, isoTime, percentage } from './facts';
import type { Told } from './reading';
import { statusReader } from './statusWords';
import { firstText, word } from './text';

/** Words of Runway and of CometAPI's wrapper, and the figures of the older feed. */
export const cometStatusOf = statusReader([
	['throttled', 'queued'],
	['not start', 'queued'],
	['submitted', 'queued'],
	['0', 'queued'],
	['1', 'running'],
	['3', 'succeeded'],
	['2', 'failed'],
]);

/** Where the answer to a submission may name its task. */
export function cometTaskIds(body: unknown): unknown[] {
	const data = valueAt(body, 'data');
	const named = [valueAt(data, 'task_id'), valueAt(body, 'task_id')];
	// Beside a fault an "id" may be the request's, but a "task_id" is a task's and must not be lost.
	return answerCode(body) || valueAt(body, 'error') ? named : [...named, valueAt(data, 'id'), data, valueAt(body, 'id')];
}

/**
 * Reads a task in each of CometAPI's documented shapes: Runway's own, the same or a feed entry inside
 * `{ code, data }`, a flat feed entry, and a callback's body. Either route may answer in any of them.
 */
export function toldByComet(body: unknown): Told | undefined {
	const task = isObject(valueAt(body, 'data')) && valueAt(body, 'code') !== undefined ? valueAt(body, 'data') : body;
	const runway = valueAt(task, 'data');
	const words = [valueAt(task, 'state'), valueAt(task, 'status'), valueAt(runway, 'state'), valueAt(runway, 'status')].map(word);
	const isNamed = [valueAt(task, 'id'), valueAt(task, 'task_id'), valueAt(runway, 'id')].some((id) => word(id) !== undefined);
	const vendorStatus = words.find((name) => cometStatusOf(name)) ?? words.find((name) => name !== undefined);
	if (!isNamed && vendorStatus === undefined) return undefined;

	const saidStatus = cometStatusOf(vendorStatus);
	const hasVideo = safeUrl(valueAt(task, 'video_url')) !== undefined;
	// Resellers disagree on whether "2" or "3" means success, so a video decides.
	const status = hasVideo && /^\d?$/.test(vendorStatus ?? '') ? 'succeeded' : saidStatus;
	// "0" is a default that also stands in the entry of a refused request.
	const isDoubtful = isPending(status) && answerCode(body) !== undefined;
	return {
		status: isDoubtful ? undefined : status,
		vendorStatus,
		isNamed,
		urls: cometUrls(task, runway),
		reason: firstText(valueAt(runway, 'failure'), valueAt(task, 'failure'), valueAt(task, 'fail_reason'), valueAt(task, 'msg')),
		code: word(valueAt(runway, 'failureCode')) ?? word(valueAt(task, 'failureCode')),
		facts: cometFacts(task, runway),
	};
}

function isPending(status: Status | undefined): boolean {
	return status === 'queued' || status === 'running';
}

function cometUrls(task: unknown, runway: unknown): string[] {
	return firstUrls(
		valueAt(task, 'output'),
		valueAt(runway, 'output'),
		valueAt(task, 'result_url'),
		valueAt(task, 'video_url'),
		valueAt(runway, 'video_url'),
		// Older versions of the wrapper put the address of a success there.
		valueAt(task, 'fail_reason'),
		valueAt(task, 'raw_video_url'),
	);
}

function cometFacts(task: unknown, runway: unknown): Told['facts'] {
	return {
		progress: percentage(valueAt(task, 'progress')) ?? percentage(valueAt(runway, 'progress')),
		poster: safeUrl(valueAt(task, 'poster')),
		lastFrame: safeUrl(valueAt(task, 'last_frame')),
		cost:
			amount(valueAt(task, 'cost', 'credits')) ?? amount(valueAt(runway, 'cost', 'credits')) ?? amount(valueAt(task, 'point')),
		refunded: word(valueAt(task, 'refund')) === '1' || undefined,
		createdAt:
			isoTime(valueAt(task, 'submit_time')) ??
			isoTime(valueAt(task, 'createdAt')) ??
			isoTime(valueAt(runway, 'createdAt')) ??
			isoTime(valueAt(task, 'create_time')),
		finishedAt: isoTime(valueAt(task, 'finish_time')) ?? isoTime(valueAt(task, 'update_time')),
	};
}
