import type { INodeExecutionData } from 'n8n-workflow';

import type { TaskOrigin } from '../../task/output';
import { valueAt } from '../../task/values';
import type { DeliverySettings } from '../context/deliverySettings';

/** All that is needed to finish a suspended item, since neither parameters nor the input are there on waking. */
export interface Handle extends TaskOrigin, DeliverySettings {
	itemIndex: number;
	/** When n8n goes on without the tasks, in milliseconds since 1970. */
	deadlineMs: number;
}

/** Reads back what the node left with n8n; a failed or foreign item has no handle. */
export function readHandle(item: unknown): Handle | undefined {
	const json = valueAt(item, 'json');
	const handle = valueAt(json, 'suspended') ?? valueAt(json, 'error', 'suspended');
	return isHandle(handle) ? handle : undefined;
}

function isHandle(value: unknown): value is Handle {
	const format = valueAt(value, 'format');
	return (
		typeof valueAt(value, 'taskId') === 'string' &&
		typeof valueAt(value, 'itemIndex') === 'number' &&
		(format === 'official' || format === 'pro' || format === 'aiVideo')
	);
}

export function itemOf(item: unknown, itemIndex: number): INodeExecutionData {
	const json = valueAt(item, 'json');
	return { json: typeof json === 'object' && json !== null ? { ...json } : {}, pairedItem: { item: itemIndex } };
}
