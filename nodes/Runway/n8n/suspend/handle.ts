import type { INodeExecutionData } from 'n8n-workflow';

import { isFormat } from '../../protocols';
import type { Ports } from '../../task/engine';
import { notWoken } from '../../task/failure';
import { type TaskOrigin, taskOutput } from '../../task/output';
import { valueAt } from '../../task/values';
import { type Delivery, originOf } from '../context/deliver';
import type { DeliverySettings } from '../context/deliverySettings';
import { errorItem } from '../context/errors';

/** A task whose item is about to be suspended. */
export interface Pending {
	taskId: string;
	delivery: Delivery;
	ports: Ports;
	intervalMs: number;
	/** It was there before, so it may have ended long ago. */
	isAdopted: boolean;
	/** Whether the API calls this execution when the task ends. */
	callsBack: boolean;
}

/** What the waking of one suspended execution needs to know beside its tasks. */
export interface Sleep {
	/** When n8n goes on by itself, in milliseconds since 1970. */
	endsAtMs: number;
	/** Told by the watch of this package and by nobody else, since it never leaves n8n. */
	watchKey: string;
}

/** All that is needed to finish a suspended item, since neither parameters nor the input are there on waking. */
export interface Handle extends TaskOrigin, DeliverySettings, Sleep {
	itemIndex: number;
}

/** Takes the place of the item, so it is also what n8n hands on when nobody has woken the execution in time. */
export function handleItem({ taskId, delivery }: Pending, sleep: Sleep): INodeExecutionData {
	const { protocol, itemIndex, settings } = delivery;
	const origin = originOf(delivery, taskId);
	const suspended: Handle = { ...origin, ...settings, ...sleep, itemIndex };
	if (settings.onTimeout === 'fail') {
		const failed = { ...notWoken(protocol, taskId, settings.timeoutMs), ...origin, suspended };
		return errorItem(failed, itemIndex);
	}
	return { json: { ...taskOutput(origin, { status: 'timedOut' }), suspended }, pairedItem: { item: itemIndex } };
}

/** Reads back what the node left with n8n; a failed or foreign item has no handle. */
export function readHandle(item: unknown): Handle | undefined {
	const json = valueAt(item, 'json');
	const handle = valueAt(json, 'suspended') ?? valueAt(json, 'error', 'suspended');
	return isHandle(handle) ? handle : undefined;
}

function isHandle(value: unknown): value is Handle {
	const isOurs = typeof valueAt(value, 'taskId') === 'string' && typeof valueAt(value, 'itemIndex') === 'number';
	return isOurs && isFormat(valueAt(value, 'format'));
}
