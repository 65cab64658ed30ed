import type { Protocol } from '../task/protocol';
import { safeUrl, valueAt } from '../task/values';
import { firstUrls, percentage } from './facts';
import { type Told, type Status, toReading, toSubmitted } from './reading';
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
	submitted: (answer) => toSubmitted(answer, [valueAt(answer.body, 'uuid')]),
	statusRequest: (taskId) => ({ method: 'GET', path: '/status', query: { uuid: taskId } }),
	read: (answer) => toReading(answer, toldByAiVideo(answer.body), UNKNOWN_TASK),
};

function toldByAiVideo(body: unknown): Told | undefined {
	const vendorStatus = word(valueAt(body, 'status'));
	if (vendorStatus === undefined) return undefined;
	return {
		status: STATUSES.get(vendorStatus.toLowerCase()),
		vendorStatus,
		urls: firstUrls([valueAt(body, 'url'), valueAt(body, 'gif_url')]),
		preview: safeUrl(valueAt(body, 'gif_url')),
		reason: firstText(valueAt(body, 'error', 'message'), valueAt(body, 'error')),
		// The documented codes have three digits, which a JSON number loses.
		code: word(valueAt(body, 'error_code'))?.replace(/^\d+$/, (digits) => digits.padStart(3, '0')),
		facts: { progress: percentage(valueAt(body, 'progress')) },
	};
}
