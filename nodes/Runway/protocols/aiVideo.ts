import type { Protocol } from '../task/types';
import { property } from '../task/values';
import { firstUrls, percentage } from './facts';
import { type Seen, type Status, toReading, toSubmitted } from './reading';
import { firstText, word } from './text';

const UNKNOWN_TASK = /not found|(?:not|n't) exist|could not find|no such|(?:unknown|invalid) (?:uuid|task)/i;

const STATUSES = new Map<string, Status>([
	['in queue', 'queued'],
	['task is in queue', 'queued'],
	['submitted', 'running'],
	['success', 'succeeded'],
	['failed', 'failed'],
	['error', 'failed'],
]);

export const aiVideo: Protocol = {
	format: 'aiVideo',
	vendor: 'AI Video API',
	credentialType: 'aiVideoApi',
	callbackMethod: 'GET',
	taskOperations: { get: 'AI Video > Get Task', wait: 'AI Video > Wait for Task' },
	headers: () => ({}),
	submitted: (answer) => toSubmitted(answer, [property(answer.body, 'uuid')]),
	statusRequest: (taskId) => ({ method: 'GET', path: '/status', query: { uuid: taskId } }),
	read: (answer) => toReading(answer, seenByAiVideo(answer.body), UNKNOWN_TASK),
};

function seenByAiVideo(body: unknown): Seen | undefined {
	const vendorStatus = word(property(body, 'status'));
	if (vendorStatus === undefined) return undefined;
	return {
		status: STATUSES.get(vendorStatus.toLowerCase()),
		vendorStatus,
		urls: firstUrls([property(body, 'url'), property(body, 'gif_url')]),
		reason: firstText(property(body, 'error', 'message'), property(body, 'error')),
		// The documented codes have three digits, which a JSON number loses.
		code: word(property(body, 'error_code'))?.replace(/^\d+$/, (digits) => digits.padStart(3, '0')),
		facts: { progress: percentage(property(body, 'progress')) },
	};
}
