import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { protocols } from '../../protocols';
import type { Format } from '../../task/protocol';
import { getTask, type Waited } from '../../task/wait';
import { webhookPorts } from '../context/http';

export interface CalledTask {
	format: Format;
	taskId: string;
	apiVersion: string;
}

/** Asks the API about the task of a callback. Never throws: n8n would start or wake an execution with an empty item. */
export async function readCalled(context: IWebhookFunctions, { format, taskId, apiVersion }: CalledTask): Promise<Waited> {
	try {
		const ports = await webhookPorts(context, protocols[format], apiVersion);
		const waited = await getTask(protocols[format], taskId, ports, 1);
		if (waited.outcome === 'unreadable') warn(context, taskId, waited.fault.kind);
		return waited;
	} catch (error) {
		const text = error instanceof Error ? error.message : String(error);
		warn(context, taskId, text);
		return { outcome: 'unreadable', fault: { kind: 'noConnection', text }, polls: 0 };
	}
}

function warn(context: IWebhookFunctions, taskId: string, reason: string): void {
	context.logger.warn(`Runway could not read the task of a callback: ${reason}`, { taskId });
}

/** What a call says is reason to look again, and never believed; a GET says nothing, but comes at the end only. */
export function tellsOfEnd(context: IWebhookFunctions, format: Format): boolean {
	const { callbackMethod, read } = protocols[format];
	if (callbackMethod === 'GET') return true;
	const { state } = read({ httpStatus: 200, headers: {}, body: context.getBodyData() });
	return state === 'succeeded' || state === 'failed';
}

/** Answers the caller right away, and once; 202 says that nothing follows from the call yet, 503 asks to call again. */
export function answer(context: IWebhookFunctions, httpStatus: 200 | 202 | 400 | 503): IWebhookResponseData {
	const response = context.getResponseObject();
	if (!response.headersSent) response.status(httpStatus).json({ received: httpStatus < 300 });
	return { noWebhookResponse: true };
}
