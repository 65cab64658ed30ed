import { type Failure, faultFacts } from './failure';
import { type Fault, faultRules } from './faults';
import type { Protocol } from './protocol';
import { faultSays, sentences } from './words';

export function refused({ vendor }: Protocol, fault: Fault): Failure {
	const { message, advice, isTransient } = faultRules[fault.kind];
	return {
		...faultFacts(fault),
		message: message(vendor),
		description: sentences('Nothing was charged for this item.', advice, faultSays(vendor, fault)),
		retryable: isTransient,
	};
}

export function unknownOutcome({ vendor, taskOperations }: Protocol, fault: Fault | undefined, remembered: boolean): Failure {
	return {
		...(fault && faultFacts(fault)),
		message: `It is unknown whether ${vendor} took the request`,
		description: sentences(
			fault && faultRules[fault.kind].message(vendor) + '.',
			'A video may have been started and charged, so the request is not sent again.',
			remembered && 'This was found out in an earlier try of this execution.',
			`Look at the task list or the usage of your ${vendor} account for the time of this run.`,
			`If the task is there, use ${taskOperations.wait} with its ID.`,
			'If nothing is there, run the workflow anew with this item alone, because a new execution buys all of its items.',
			fault && faultSays(vendor, fault),
		),
		retryable: false,
		mayBePaid: true,
	};
}

/** Only the account that paid for a task can read it, and nobody asked for a second one. */
export function boughtElsewhere({ taskOperations }: Protocol, taskId: string): Failure {
	return {
		message: 'The task of this item was started with another credential',
		description: sentences(
			'It is not bought a second time.',
			`Choose that credential again and retry, or use ${taskOperations.wait} with it and with the ID.`,
			'To buy with the new credential, run the workflow anew with this item alone.',
			`Task ID: ${taskId}.`,
		),
		retryable: false,
		taskId,
	};
}

export function notStarted(): Failure {
	return { message: 'The execution was stopped', description: 'The task had not been started.', retryable: true };
}
