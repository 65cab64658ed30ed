import type { Protocol } from '../task/protocol';
import { cometStatusOf, cometTaskIds, toldByComet } from './cometTask';
import { toReading, toSubmitted } from './reading';

/** Runway's own API as CometAPI relays it. */
export const official: Protocol = {
	format: 'official',
	vendor: 'CometAPI',
	credentialType: 'cometApiRunwayApi',
	taskOperations: { get: 'Task > Get', wait: 'Task > Wait for Completion' },
	statusOf: cometStatusOf,
	headers: (apiVersion) => ({ 'X-Runway-Version': apiVersion }),
	submitted: (answer) => toSubmitted(answer, cometTaskIds(answer.body)),
	statusRequest: (taskId) => ({ method: 'GET', path: `/runwayml/v1/tasks/${encoded(taskId)}` }),
	read: (answer) => toReading(answer, toldByComet(answer.body)),
};

/** Half a surrogate pair would make the encoding throw. */
function encoded(taskId: string): string {
	return encodeURIComponent(taskId.replace(/\p{Surrogate}/gu, ''));
}
