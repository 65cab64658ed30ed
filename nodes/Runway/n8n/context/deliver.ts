import type { INodeExecutionData } from 'n8n-workflow';

import { adviseOnFailure } from '../../task/advice';
import type { Ports } from '../../task/engine';
import type { Waited } from '../../task/wait';
import { type Failure, missingTask, notDownloaded, stopped, taskFailed, timedOut, unreadableTask } from '../../task/failure';
import { type Seen, type TaskOrigin, taskOutput } from '../../task/output';
import type { Limited } from '../../task/limit';
import type { Protocol } from '../../task/protocol';
import type { SucceededTask } from '../../task/task';
import type { DeliverySettings } from './deliverySettings';
import type { ItemFailure } from './errors';
import { downloadFile } from './files';
import type { ApiContext } from './http';

export type Delivered = { item: INodeExecutionData } | { failure: ItemFailure };

export interface Delivery {
	context: ApiContext;
	protocol: Protocol;
	/** The operation's value, as it stands in the output. */
	operation: string;
	itemIndex: number;
	settings: DeliverySettings;
	/** Whether a failed task is a result to report and not a failure of the item. */
	isReport: boolean;
	downloading: Limited;
}

export function originOf({ protocol, operation }: Delivery, taskId: string): TaskOrigin {
	return { taskId, format: protocol.format, operation };
}

export function deliverTask(delivery: Delivery, taskId: string, seen: Seen = {}): { item: INodeExecutionData } {
	const raw = delivery.settings.includeRaw ? seen.raw : undefined;
	return {
		item: { json: taskOutput(originOf(delivery, taskId), { ...seen, raw }), pairedItem: { item: delivery.itemIndex } },
	};
}

/** Turns what a wait ended with into an item, or into the failure of one. */
export async function deliverWaited(delivery: Delivery, ports: Pick<Ports, 'clock'>, taskId: string, waited: Waited): Promise<Delivered> {
	const { protocol, settings } = delivery;
	const { polls, raw } = waited;
	const fail = (failure: Failure) => ({ failure: { ...failure, ...originOf(delivery, taskId) } });
	switch (waited.outcome) {
		case 'finished': {
			const { task } = waited;
			if (task.state === 'succeeded') return await deliverFiles(delivery, ports, taskId, task, { polls, raw });
			if (!delivery.isReport) return fail(taskFailed(protocol, taskId, task));
			return deliverTask(delivery, taskId, { task, polls, raw, retryable: adviseOnFailure(task, protocol.vendor).retryable });
		}
		case 'pending':
			return deliverTask(delivery, taskId, { task: waited.task, polls, raw });
		case 'timedOut': {
			const { task, fault } = waited;
			if (settings.onTimeout === 'return') return deliverTask(delivery, taskId, { task, polls, raw, status: 'timedOut' });
			return fail(timedOut(protocol, taskId, settings.timeoutMs, task, fault));
		}
		case 'missing':
			return fail(missingTask(protocol, taskId, waited.text));
		case 'unreadable':
			return fail(unreadableTask(protocol, taskId, waited.fault));
		case 'cancelled':
			return fail(stopped(protocol, taskId));
	}
}

async function deliverFiles(
	delivery: Delivery,
	{ clock }: Pick<Ports, 'clock'>,
	taskId: string,
	task: SucceededTask,
	seen: Seen,
): Promise<Delivered> {
	const { context, settings } = delivery;
	const { item } = deliverTask(delivery, taskId, { ...seen, task });
	if (!settings.download) return { item };

	const binary: NonNullable<INodeExecutionData['binary']> = {};
	for (const [index, url] of task.urls.entries()) {
		const order = { taskId, index, url, maxMegabytes: settings.maxDownloadMegabytes };
		const download = await delivery.downloading(async () => await downloadFile(context, clock, order));
		if ('file' in download) {
			binary[index === 0 ? settings.binaryPropertyName : `${settings.binaryPropertyName}_${index}`] = download.file;
		} else if (index > 0 && url === task.preview) {
			item.json.previewProblem = `The preview beside the result could not be downloaded. Reason: ${download.problem}.`;
		} else {
			return { failure: { ...notDownloaded(delivery.protocol, taskId, task.urls, download.problem), ...originOf(delivery, taskId) } };
		}
	}
	return { item: { ...item, binary } };
}
