import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { protocols } from '../protocols';
import { type Awaited, getTask } from '../task/engine';
import type { Format } from '../task/types';
import { webhookPorts } from './http';

export interface CalledTask {
	format: Format;
	taskId: string;
	apiVersion: string;
}

/** Asks the API about the task of a callback. Never throws: n8n would start or wake an execution with an empty item. */
export async function readCalled(context: IWebhookFunctions, { format, taskId, apiVersion }: CalledTask): Promise<Awaited> {
	try {
		const ports = await webhookPorts(context, protocols[format], apiVersion);
		const awaited = await getTask(protocols[format], taskId, ports, 1);
		if (awaited.outcome === 'unreadable') warn(context, taskId, awaited.fault.kind);
		return awaited;
	} catch (error) {
		const text = error instanceof Error ? error.message : String(error);
		warn(context, taskId, text);
		return { outcome: 'unreadable', fault: { kind: 'noConnection', text }, polls: 0 };
	}
}

function warn(context: IWebhookFunctions, taskId: string, reason: string): void {
	context.logger.warn(`Runway could not read the task of a callback: ${reason}`, { taskId });
}

/** Answers the vendor right away; a 503 asks it to call again. */
export function answer(context: IWebhookFunctions, httpStatus: 200 | 400 | 503): IWebhookResponseData {
	context.getResponseObject().status(httpStatus).json({ received: httpStatus === 200 });
	return { noWebhookResponse: true };
}
