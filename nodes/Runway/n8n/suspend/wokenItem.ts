import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { protocols } from '../../protocols';
import { faultRules } from '../../task/faults';
import { limiter } from '../../task/limit';
import { isObject, valueAt } from '../../task/values';
import type { Waited } from '../../task/wait';
import { n8nClock } from '../context/clock';
import { deliverWaited } from '../context/deliver';
import { errorItem, failureOf } from '../context/errors';
import type { Handle } from './handle';

const DOWNLOADS_AT_ONCE = 4;

const downloading = limiter(DOWNLOADS_AT_ONCE);

/** Nothing may be thrown here: n8n would go on with an empty item and call the execution a success. */
export async function wokenItem(
	context: IWebhookFunctions,
	item: unknown,
	itemIndex: number,
	handle: Handle | undefined,
	look: Waited | undefined,
): Promise<INodeExecutionData> {
	if (!handle || !look) return finishedItem(item, itemIndex);
	const { taskId, format, operation } = handle;
	const protocol = protocols[format];
	const delivery = { context, protocol, operation, itemIndex: handle.itemIndex, settings: handle, isReport: false, downloading };
	try {
		const delivered = await deliverWaited(delivery, { clock: n8nClock() }, taskId, atDeadline(look));
		return 'item' in delivered ? delivered.item : errorItem(delivered.failure, handle.itemIndex);
	} catch (error) {
		return errorItem({ ...failureOf(error), taskId, format, operation }, handle.itemIndex);
	}
}

/** A task that was waited for long enough leaves with the reason why nobody saw it ending. */
function atDeadline(look: Waited): Waited {
	const { polls, raw } = look;
	if (look.outcome === 'pending') return { outcome: 'timedOut', task: look.task, polls, raw };
	if (look.outcome !== 'unreadable' || !faultRules[look.fault.kind].repeatRead) return look;
	return { outcome: 'timedOut', fault: look.fault, polls, raw };
}

/** An item that was delivered, or had failed, before the execution fell asleep. */
function finishedItem(item: unknown, itemIndex: number): INodeExecutionData {
	const { json, binary } = isItem(item) ? item : { json: {} };
	return { json: { ...json }, ...(binary && { binary: { ...binary } }), pairedItem: { item: itemIndex } };
}

function isItem(item: unknown): item is INodeExecutionData {
	return isObject(valueAt(item, 'json'));
}
