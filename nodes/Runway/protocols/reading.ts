import { NO_OUTPUT } from '../task/failureCodes';
import type { Fault, FaultKind } from '../task/faults';
import type { Answer } from '../task/request';
import type { PendingTask, Reading, Status, Task, TaskFacts } from '../task/task';
import { toTaskId } from '../task/taskId';
import { withoutGaps } from '../task/values';
import { explain, faultOf, isOk, notUnderstood } from './answer';
import { answerCode, answerText } from './answerText';

/** "No such task" in every documented spelling; it is normal just after a submission, whatever the HTTP status. */
const NO_SUCH_TASK = /task.{0,50}?(?:not|n't)[ _](?:exist|found)|(?:could not find|no such|unknown|invalid) (?:the )?(?:task|uuid)|任务不存在/i;

const ABOUT_THE_ACCOUNT: FaultKind[] = ['badKey', 'forbidden', 'noCredit', 'busy'];
const NOT_ABOUT_A_TASK: FaultKind[] = [...ABOUT_THE_ACCOUNT, 'noChannel', 'serverTrouble'];

/** What one API's answer tells of a task, in our words. */
export interface Told {
	status: Status | undefined;
	vendorStatus: string | undefined;
	/** Whether the answer says which task it is about. */
	isNamed: boolean;
	urls: string[];
	/** The one of them that shows the first in another form. */
	preview?: string;
	reason: string | undefined;
	code: string | undefined;
	facts: TaskFacts;
}

/** One order for all APIs: a task in a known state, then "no such task", then a fault, then a task in an unknown state. */
export function toReading(answer: Answer, told: Told | undefined, notFound?: RegExp): Reading {
	const task = told && toTask(told);
	const trouble = told && troubleOfApi(answer, told);
	if (task && told.status !== undefined && isOk(answer) && !trouble) return task;
	const fault = trouble ?? explain(answer);
	const text = missingText(answer, told?.vendorStatus, fault, notFound);
	if (text !== undefined) return { state: 'missing', text };
	return task && !fault ? task : { state: 'unreadable', fault: fault ?? notUnderstood(answer) };
}

/** A submission is taken when its answer names a task. */
export function toSubmitted(answer: Answer, candidates: unknown[]): { taskId: string } | { fault: Fault } {
	const taskId = isOk(answer) ? candidates.map(toTaskId).find((id) => id !== undefined) : undefined;
	if (taskId !== undefined) return { taskId };
	return { fault: explain(answer) ?? notUnderstood(answer) };
}

/** A word for "failed" that is rather about the API: a bare "error", or one of no task beside trouble that no task has. */
function troubleOfApi(answer: Answer, { status, vendorStatus, isNamed }: Told): Fault | undefined {
	if (status !== 'failed') return undefined;
	const fault = faultOf(answer);
	const isVague = vendorStatus?.toLowerCase() === 'error';
	if (isVague && !isNamed) return fault;
	return (isVague || !isNamed) && NOT_ABOUT_A_TASK.includes(fault.kind) ? fault : undefined;
}

/** "Not found" alone may also be about an account, and on a web page it is about the address. */
function missingText({ body }: Answer, vendorStatus: string | undefined, fault: Fault | undefined, notFound?: RegExp): string | undefined {
	if (typeof body === 'string') return undefined;
	const text = answerText(body) ?? vendorStatus ?? '';
	const said = [answerCode(body), vendorStatus, text].join(' ');
	const isElsewhere = fault !== undefined && ABOUT_THE_ACCOUNT.includes(fault.kind);
	return NO_SUCH_TASK.test(said) || (!isElsewhere && notFound?.test(said)) ? text : undefined;
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
