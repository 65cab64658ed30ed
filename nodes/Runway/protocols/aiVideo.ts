import type { Protocol } from '../task/protocol';
import { safeUrl, valueAt } from '../task/values';
import { firstUrls, percentage } from './facts';
import { type Told, toReading, toSubmitted } from './reading';
import { statusReader } from './statusWords';
import { firstText, word } from './text';

/** Said of an id without the word task; under a bad key it is about the account. */
const NOT_FOUND = /not[ _]found|(?:not|n't)[ _]exist|could not find|no such/i;

const statusOf = statusReader([
	['task is in queue', 'queued'],
	['submitted', 'running'],
]);

export const aiVideo: Protocol = {
	format: 'aiVideo',
	vendor: 'AI Video API',
	credentialType: 'aiVideoApi',
	callbackMethod: 'GET',
	taskOperations: { get: 'AI Video > Get Task', wait: 'AI Video > Wait for Task' },
	statusOf,
	headers: () => ({}),
	submitted: (answer) => toSubmitted(answer, [valueAt(answer.body, 'uuid')]),
	statusRequest: (taskId) => ({ method: 'GET', path: '/status', query: { uuid: taskId } }),
	read: (answer) => toReading(answer, toldByAiVideo(answer.body), NOT_FOUND),
};

function toldByAiVideo(body: unknown): Told | undefined {
	const vendorStatus = word(valueAt(body, 'status'));
	if (vendorStatus === undefined) return undefined;
	return {
		status: statusOf(vendorStatus),
		vendorStatus,
		isNamed: word(valueAt(body, 'uuid')) !== undefined,
		urls: firstUrls([valueAt(body, 'url'), valueAt(body, 'gif_url')]),
		preview: safeUrl(valueAt(body, 'gif_url')),
		reason: firstText(valueAt(body, 'error', 'message'), valueAt(body, 'error')),
		// The documented codes have three digits, which a JSON number loses.
		code: word(valueAt(body, 'error_code'))?.replace(/^\d+$/, (digits) => digits.padStart(3, '0')),
		facts: { progress: percentage(valueAt(body, 'progress')) },
	};
}
