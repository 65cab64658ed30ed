import type { Protocol } from '../task/protocol';
import { cometStatusOf, cometTaskIds, toldByComet } from './cometTask';
import { toReading, toSubmitted } from './reading';

/** CometAPI's compatibility format, once called the reverse format. */
export const pro: Protocol = {
	format: 'pro',
	vendor: 'CometAPI',
	credentialType: 'cometApiRunwayApi',
	callbackMethod: 'POST',
	placeholderCallbackUrl: 'https://example.com/webhook',
	taskOperations: { get: 'Task > Get', wait: 'Task > Wait for Completion' },
	statusOf: cometStatusOf,
	headers: (apiVersion) => ({ 'X-Runway-Version': apiVersion }),
	submitted: (answer) => toSubmitted(answer, cometTaskIds(answer.body)),
	statusRequest: (taskId) => ({ method: 'POST', path: '/runway/feed', body: { task_id: taskId } }),
	read: (answer) => toReading(answer, toldByComet(answer.body)),
};
