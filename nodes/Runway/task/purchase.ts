import { adviseOnFailure } from './advice';
import { type Ports, submit } from './engine';
import { type Waited, awaitTask, type WaitOptions } from './wait';
import { type Failure, notStarted, refused, unknownOutcome } from './failure';
import type { Protocol } from './protocol';
import type { ApiRequest } from './request';

/** Remembers, through every re-run of an execution, what was bought for one item; no task id means that is unknown. */
export interface ReceiptBook {
	find(): { taskId?: string } | undefined;
	keep(receipt: { taskId?: string }): void;
	remove(): void;
}

export interface Order {
	protocol: Protocol;
	receipts: ReceiptBook;
	request(): Promise<ApiRequest>;
	onAccepted(taskId: string): void;
	/** Runs a submission when there is room for one; not at all once the run is being stopped. */
	whenThereIsRoom<T>(work: () => Promise<T>): Promise<T | undefined>;
}

export type Purchase = { taskId: string; isAdopted: boolean } | { failure: Failure };

/** Submits the order, unless an earlier try of this execution did: a paid call is made once. */
export async function buy(order: Order, ports: Ports): Promise<Purchase> {
	const receipt = order.receipts.find();
	if (receipt?.taskId) return { taskId: receipt.taskId, isAdopted: true };
	if (receipt) return { failure: unknownOutcome(order.protocol, undefined, true) };
	return (await order.whenThereIsRoom(async () => await submitOnce(order, ports))) ?? { failure: notStarted() };
}

async function submitOnce({ protocol, receipts, request, onAccepted }: Order, ports: Ports): Promise<Purchase> {
	const body = await request();
	// Kept before the sending, so that whatever interrupts it leaves "unknown" behind and not "never bought".
	receipts.keep({});
	const submission = await submit(protocol, body, ports);
	switch (submission.outcome) {
		case 'accepted':
			receipts.keep({ taskId: submission.taskId });
			onAccepted(submission.taskId);
			return { taskId: submission.taskId, isAdopted: false };
		case 'refused':
			receipts.remove();
			return { failure: refused(protocol, submission.fault) };
		case 'unknown':
			return { failure: unknownOutcome(protocol, submission.fault, false) };
		case 'cancelled':
			if (!submission.sent) receipts.remove();
			return { failure: submission.sent ? unknownOutcome(protocol, undefined, false) : notStarted() };
	}
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
	order.receipts.remove();
	return await buyAndAwait(order, wait, ports);
}

function mayBeBoughtAgain(waited: Waited, protocol: Protocol): boolean {
	return (
		waited.outcome === 'finished' &&
		waited.task.state === 'failed' &&
		adviseOnFailure(waited.task, protocol.vendor).retryable
	);
}
