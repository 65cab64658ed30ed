import { adviseOnFailure } from './advice';
import { type Ports, type Submission, submit } from './engine';
import type { Failure } from './failure';
import type { Fault } from './faults';
import type { Protocol } from './protocol';
import { boughtElsewhere, notStarted, refused, unknownOutcome } from './purchaseFailure';
import type { ApiRequest } from './request';
import { awaitTask, getTask, type Waited, type WaitOptions } from './wait';

/** What was bought for one item; no task id means that it is unknown whether the request was taken. */
export interface Receipt {
	taskId?: string;
	/** Why it is unknown. */
	fault?: Fault;
	/** Tasks of the same wish that failed for a passing reason before this one was bought. */
	failedTaskIds?: string[];
}

/** Remembers the receipt of one item through every re-run of an execution. */
export interface ReceiptBook {
	find(): (Receipt & { isOfOtherCredential?: boolean }) | undefined;
	keep(receipt: Receipt): void;
	remove(): void;
}

export interface Order {
	protocol: Protocol;
	receipts: ReceiptBook;
	request(): Promise<ApiRequest>;
	/** Called before the request is sent. */
	onSending(): void;
	/** Called with what became of it. */
	onSent(submission: Submission): void;
	/** Runs a submission when there is room for one; not at all once the run is being stopped. */
	whenThereIsRoom<T>(work: () => Promise<T>): Promise<T | undefined>;
}

export type Purchase = { taskId: string; isAdopted: boolean } | { failure: Failure };

/** Submits the order, unless an earlier try of this execution did: a paid call is made once. */
export async function buy(order: Order, ports: Ports): Promise<Purchase> {
	const receipt = order.receipts.find();
	if (!receipt) return await buyAnew(order, ports);
	const { taskId, fault, isOfOtherCredential } = receipt;
	if (!taskId) return { failure: unknownOutcome(order.protocol, fault, true) };
	return isOfOtherCredential ? { failure: boughtElsewhere(order.protocol, taskId) } : { taskId, isAdopted: true };
}

async function buyAnew(order: Order, ports: Ports, failedTaskIds: string[] = []): Promise<Purchase> {
	const purchase = await order.whenThereIsRoom(async () => await submitOnce(order, ports, failedTaskIds));
	return purchase ?? { failure: notStarted() };
}

async function submitOnce(order: Order, ports: Ports, failedTaskIds: string[]): Promise<Purchase> {
	const { protocol, receipts } = order;
	const request = await order.request();
	// Kept before the sending, so that whatever interrupts it leaves "unknown" behind and not "never bought".
	receipts.keep({ failedTaskIds });
	order.onSending();
	const submission = await submit(protocol, request, ports);
	order.onSent(submission);
	if (submission.outcome === 'accepted') {
		receipts.keep({ taskId: submission.taskId, failedTaskIds });
		return { taskId: submission.taskId, isAdopted: false };
	}
	if (submission.outcome === 'unknown' || (submission.outcome === 'cancelled' && submission.isSent)) {
		const fault = 'fault' in submission ? submission.fault : undefined;
		receipts.keep({ fault, failedTaskIds });
		return { failure: unknownOutcome(protocol, fault, false) };
	}
	takeBack(receipts, failedTaskIds);
	return { failure: submission.outcome === 'refused' ? refused(protocol, submission.fault) : notStarted() };
}

/** Nothing was bought: what stays is the failed task that this one was to follow, if there was one. */
function takeBack(receipts: ReceiptBook, failedTaskIds: string[]): void {
	const taskId = failedTaskIds.at(-1);
	if (taskId) receipts.keep({ taskId, failedTaskIds: failedTaskIds.slice(0, -1) });
	else receipts.remove();
}

/** Buys or adopts, then waits; an adopted task that failed for a passing reason is bought anew, once. */
export async function buyAndAwait(
	order: Order,
	wait: Omit<WaitOptions, 'readAtOnce'>,
	ports: Ports,
): Promise<{ taskId: string; waited: Waited } | { failure: Failure }> {
	const purchase = await buy(order, ports);
	if ('failure' in purchase) return purchase;
	const { taskId, isAdopted } = purchase;
	const waited = await awaitTask(order.protocol, taskId, { ...wait, readAtOnce: isAdopted }, ports);
	if (!isAdopted || !mayBeBoughtAgain(waited, order.protocol)) return { taskId, waited };
	const again = await replace(order, ports, taskId);
	if ('failure' in again) return again;
	return { taskId: again.taskId, waited: await awaitTask(order.protocol, again.taskId, { ...wait, readAtOnce: false }, ports) };
}

/** The same for one who does not wait here: an adopted task is looked at, since it may have ended long ago. */
export async function buyUnawaited(order: Order, ports: Ports): Promise<Purchase> {
	const purchase = await buy(order, ports);
	if ('failure' in purchase || !purchase.isAdopted) return purchase;
	const waited = await getTask(order.protocol, purchase.taskId, ports);
	return mayBeBoughtAgain(waited, order.protocol) ? await replace(order, ports, purchase.taskId) : purchase;
}

async function replace(order: Order, ports: Ports, failedTaskId: string): Promise<Purchase> {
	const failedBefore = order.receipts.find()?.failedTaskIds ?? [];
	return await buyAnew(order, ports, [...failedBefore, failedTaskId]);
}

function mayBeBoughtAgain(waited: Waited, protocol: Protocol): boolean {
	return (
		waited.outcome === 'finished' &&
		waited.task.state === 'failed' &&
		adviseOnFailure(waited.task, protocol.vendor).retryable
	);
}
