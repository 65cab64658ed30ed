import { randomUUID } from 'crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Completion } from '../../operations/completion';
import { resumeUrlOf } from '../callback/address';
import { type Delivered, deliverTask, deliverWaited } from '../context/deliver';
import { errorItem } from '../context/errors';
import { handleItem, type Pending, type Sleep } from './handle';
import { PATIENCE_MS, watchSleeper } from './sleeper';

/** What an item has come to when all are submitted. */
export type Submitted = Delivered | { pending: Pending };

/** What the user chose, unless n8n cannot suspend here: then the node waits instead. */
export function completionOf(context: IExecuteFunctions, isTool: boolean, completion: Completion): Completion {
	return completion === 'suspend' && (isTool || isOldSubWorkflow(context)) ? 'wait' : completion;
}

/** Before 2.x a parent workflow goes on with its own input when its sub-workflow is suspended. */
export function isOldSubWorkflow(context: IExecuteFunctions): boolean {
	return context.getMode() === 'integrated' && !resumeUrlOf(context).includes('signature=');
}

/** Lets go of the execution when a task is still to be waited for; the watch wakes it. */
export async function deliverOrSuspend(context: IExecuteFunctions, submitted: Submitted[]): Promise<Delivered[]> {
	const pending = submitted.flatMap((each) => ('pending' in each ? each.pending : []));
	if (pending[0] && (await pending[0].ports.clock.sleep(0))) {
		await fallAsleep(context, submitted, pending);
		return submitted.map(shownMeanwhile);
	}
	return await Promise.all(submitted.map(async (each) => ('pending' in each ? await stoppedBefore(each.pending) : each)));
}

async function stoppedBefore({ delivery, ports, taskId }: Pending): Promise<Delivered> {
	return await deliverWaited(delivery, ports, taskId, { outcome: 'cancelled', polls: 0 });
}

async function fallAsleep(context: IExecuteFunctions, submitted: Submitted[], pending: Pending[]): Promise<void> {
	const timeoutsMs = pending.map(({ delivery }) => delivery.settings.timeoutMs);
	// n8n's own deadline is the net behind that of the watch.
	const sleep: Sleep = { endsAtMs: Date.now() + Math.max(...timeoutsMs) + PATIENCE_MS, watchKey: randomUUID() };
	// n8n hands the node's input on when its deadline passes, so the handles take the place of the input.
	context.getExecuteData().data.main = [submitted.map((each, itemIndex) => keptItem(each, itemIndex, sleep))];
	await context.putExecutionToWait(new Date(sleep.endsAtMs));
	watchSleeper(
		context,
		sleep.watchKey,
		pending.map(({ taskId, delivery, ports, intervalMs, isAdopted, callsBack }) => ({
			taskId,
			protocol: delivery.protocol,
			apiVersion: delivery.settings.apiVersion,
			http: ports.http,
			options: { intervalMs, timeoutMs: delivery.settings.timeoutMs, readAtOnce: isAdopted },
			// The callback of a task that was there before may go to an execution that has ended.
			callsBack: callsBack && !isAdopted,
		})),
	);
}

function keptItem(submitted: Submitted, itemIndex: number, sleep: Sleep): INodeExecutionData {
	if ('pending' in submitted) return handleItem(submitted.pending, sleep);
	return 'item' in submitted ? submitted.item : errorItem(submitted.failure, itemIndex);
}

/**
 * Must not hold an `error`: Retry On Fail would run the node again, with the handles for its input. With nothing in
 * their place, a webhook that answers with the last node's data would answer 500 as soon as the execution sleeps.
 */
function shownMeanwhile(submitted: Submitted, itemIndex: number): Delivered {
	if ('pending' in submitted) return deliverTask(submitted.pending.delivery, submitted.pending.taskId);
	if ('item' in submitted) return submitted;
	return { item: { json: { status: 'failed', failure: submitted.failure.message }, pairedItem: { item: itemIndex } } };
}
