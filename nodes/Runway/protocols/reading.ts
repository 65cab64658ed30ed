import { NO_OUTPUT } from '../task/failureCodes';
import type { Fault, FaultKind } from '../task/faults';
import type { Answer } from '../task/request';
import type { PendingTask, Reading, Task, TaskFacts } from '../task/task';
import { withoutGaps } from '../task/values';
import { explain, isOk, notUnderstood } from './answer';
import { answerCode, answerText } from './answerText';

const ABOUT_THE_ACCOUNT = new Set<FaultKind>(['badKey', 'forbidden', 'noCredit', 'busy']);

export type Status = Task['status'];

/** What one API's answer tells of a task, in our words. */
export interface Told {
	status: Status | undefined;
	vendorStatus: string | undefined;
	urls: string[];
	/** The one of them that shows the first in another form. */
	preview?: string;
	reason: string | undefined;
	code: string | undefined;
	facts: TaskFacts;
}

/** One order for all APIs: a task in a known state, then "no such task", then a fault, then a task in an unknown state. */
export function toReading(answer: Answer, told: Told | undefined, unknownTask: RegExp): Reading {
	const task = told && toTask(told);
	if (task && told.status !== undefined && isOk(answer)) return task;
	const fault = explain(answer);
	if (task && !fault) return task;
	return readFault(answer, fault ?? notUnderstood(answer), unknownTask);
}

/** A submission is taken when its answer names a task. */
export function toSubmitted(answer: Answer, candidates: unknown[]): { taskId: string } | { fault: Fault } {
	const taskId = isOk(answer) ? candidates.map(toTaskId).find((id) => id !== undefined) : undefined;
	if (taskId !== undefined) return { taskId };
	return { fault: explain(answer) ?? notUnderstood(answer) };
}

function toTaskId(value: unknown): string | undefined {
	const id = Number.isSafeInteger(value) && value !== 0 ? String(value) : value;
	return typeof id === 'string' && /^[^\s\p{C}]{1,200}$/u.test(id.trim()) ? id.trim() : undefined;
}

/** "Not found" may also be about an account, and on a web page it is about the address. */
function readFault({ body }: Answer, fault: Fault, unknownTask: RegExp): Reading {
	const isElsewhere = typeof body === 'string' || ABOUT_THE_ACCOUNT.has(fault.kind);
	const text = answerText(body) ?? '';
	const isMissing = !isElsewhere && unknownTask.test(`${answerCode(body)} ${text}`);
	return isMissing ? { state: 'missing', text } : { state: 'unreadable', fault };
}

function toTask({ status, vendorStatus, urls, preview, reason, code, facts }: Told): Task {
	const known = withoutGaps(facts);
	const { finishedAt: _, ...unfinished } = known;
	const [first, ...others] = urls;
	if (status === 'succeeded' && first !== undefined) {
		return { state: 'succeeded', status, urls: [first, ...others], ...(preview && { preview }), facts: known };
	}
	if (status === 'succeeded') {
		return { state: 'failed', status: 'failed', code: NO_OUTPUT, facts: known };
	}
	if (status === 'failed' || status === 'cancelled') {
		return { state: 'failed', status, ...(reason && { reason }), ...(code && { code }), facts: known };
	}
	const pending: PendingTask['status'] = status ?? 'running';
	return { state: 'pending', status: pending, vendorStatus: vendorStatus ?? 'none', facts: unfinished };
}
