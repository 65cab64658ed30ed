import { adviseOnFailure } from './advice';
import { type Fault, faultRules } from './faults';
import type { Protocol } from './protocol';
import type { FailedTask, PendingTask, TaskStatus } from './task';
import { faultSays, sentences, shownMinutes, vendorSays } from './words';

/** Why an item has no result, in words for the user; thrown or returned as an item by the node. */
export interface Failure {
	message: string;
	description: string;
	/** Whether the same wish may succeed when it is made again. */
	retryable: boolean;
	/** The request may have been taken although no task id came back. */
	mayBePaid?: true;
	taskId?: string;
	status?: TaskStatus;
	failureCode?: string;
	httpStatus?: number;
	url?: string;
	urls?: string[];
}

const keepTheId = ({ taskOperations }: Protocol) => `The task is paid for and can still be fetched: use ${taskOperations.wait} with its ID.`;

export function faultFacts(fault: Fault) {
	return { failureCode: fault.code, httpStatus: fault.httpStatus };
}

export function taskFailed(protocol: Protocol, taskId: string, task: FailedTask): Failure {
	const { message, advice, retryable } = adviseOnFailure(task, protocol.vendor);
	return {
		message,
		description: sentences(advice, vendorSays(protocol.vendor, task.reason), `Task ID: ${taskId}.`),
		retryable,
		taskId,
		status: task.status,
		failureCode: task.code,
	};
}

export function timedOut(protocol: Protocol, taskId: string, timeoutMs: number, task?: PendingTask, fault?: Fault): Failure {
	const lastSeen = task ? `Last state: ${task.vendorStatus}.` : 'No state was seen yet.';
	return {
		message: `The task was not finished after ${shownMinutes(timeoutMs)}`,
		description: sentences(
			lastSeen,
			fault && `The last read did not work: ${faultRules[fault.kind].message(protocol.vendor)}.`,
			keepTheId(protocol),
			'A higher Timeout in the options waits longer.',
			`Task ID: ${taskId}.`,
		),
		retryable: true,
		taskId,
		status: 'timedOut',
	};
}

/** For a suspended item that n8n hands on at its deadline, because nobody who knows of the task was there to wake it. */
export function notWoken(protocol: Protocol, taskId: string, timeoutMs: number): Failure {
	return {
		message: `The task was not seen to finish within ${shownMinutes(timeoutMs)}`,
		description: sentences(
			'Nobody woke the suspended execution, as when n8n was restarted meanwhile, so the task may have finished all the same.',
			keepTheId(protocol),
			`Task ID: ${taskId}.`,
		),
		retryable: true,
		taskId,
		status: 'timedOut',
	};
}

export function missingTask({ vendor }: Protocol, taskId: string, text: string): Failure {
	return {
		message: `${vendor} does not know the task ${taskId}`,
		description: sentences('Check the ID, the format and that the credential is the one that started the task.', vendorSays(vendor, text)),
		retryable: false,
		taskId,
	};
}

export function unreadableTask(protocol: Protocol, taskId: string, fault: Fault): Failure {
	const { vendor } = protocol;
	const { message, advice, isTransient } = faultRules[fault.kind];
	return {
		...faultFacts(fault),
		message: `The task could not be read: ${message(vendor)}`,
		description: sentences(advice, keepTheId(protocol), faultSays(vendor, fault), `Task ID: ${taskId}.`),
		retryable: isTransient,
		taskId,
	};
}

export function stopped(protocol: Protocol, taskId: string): Failure {
	return {
		message: 'The execution was stopped',
		description: sentences(keepTheId(protocol), `Task ID: ${taskId}.`),
		retryable: true,
		taskId,
	};
}

export function notDownloaded({ taskOperations }: Protocol, taskId: string, urls: string[], problem: string): Failure {
	return {
		message: 'The result is finished, but its file could not be downloaded',
		description: sentences(
			`Reason: ${problem}.`,
			`The task is paid for; its links last a day or two. ${taskOperations.get} with its ID gives fresh ones.`,
			`Task ID: ${taskId}.`,
		),
		retryable: true,
		taskId,
		status: 'succeeded',
		url: urls[0],
		urls,
	};
}
