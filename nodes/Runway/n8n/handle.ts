import type { INodeExecutionData } from 'n8n-workflow';

import type { TaskOrigin } from '../task/output';
import { property } from '../task/values';
import type { Settings } from './settings';

/** All that is needed to finish a suspended item, since neither parameters nor the input are there on waking. */
export type Handle = TaskOrigin &
	Pick<Settings, 'download' | 'binaryPropertyName' | 'maxDownloadMegabytes' | 'includeRaw' | 'onTimeout' | 'apiVersion'> & {
		itemIndex: number;
		/** When n8n goes on without the tasks, in milliseconds since 1970. */
		deadlineMs: number;
	};

/** Reads back what the node left with n8n; a failed or foreign item has no handle. */
export function readHandle(item: unknown): Handle | undefined {
	const json = property(item, 'json');
	const handle = property(json, 'suspended') ?? property(json, 'error', 'suspended');
	return isHandle(handle) ? handle : undefined;
}

function isHandle(value: unknown): value is Handle {
	const format = property(value, 'format');
	return (
		typeof property(value, 'taskId') === 'string' &&
		typeof property(value, 'itemIndex') === 'number' &&
		(format === 'official' || format === 'pro' || format === 'aiVideo')
	);
}

export function itemOf(item: unknown, itemIndex: number): INodeExecutionData {
	const json = property(item, 'json');
	return { json: typeof json === 'object' && json !== null ? { ...json } : {}, pairedItem: { item: itemIndex } };
}
