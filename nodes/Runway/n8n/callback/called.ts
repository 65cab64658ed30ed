import { type IWebhookFunctions, type IWebhookResponseData, sleep } from 'n8n-workflow';

import { protocols } from '../../protocols';
import { type Waited, getTask } from '../../task/wait';
import type { Format } from '../../task/protocol';
import { webhookPorts } from '../context/http';

/** An API may call a moment before its own answer shows the end, or be away just then. */
const LOOK_AGAIN_AFTER_MS = [2_000, 5_000, 10_000];
/** Each call that is still open costs n8n some megabytes, and anybody may call. */
const PAUSING_AT_ONCE = 10;
let pausing = 0;

export type Look = IWebhookResponseData | 'notYet';

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

/** No vendor promises to call again, so a call that tells of an end which cannot be seen yet is followed up for some seconds. */
export async function untilSeen(
	context: IWebhookFunctions,
	format: Format,
	look: (isLast: boolean) => Promise<Look>,
): Promise<IWebhookResponseData> {
	for (const pauseMs of tellsOfEnd(context, format) ? LOOK_AGAIN_AFTER_MS : []) {
		const seen = await look(false);
		if (seen !== 'notYet') return seen;
		if (!(await hasPaused(pauseMs))) break;
	}
	const last = await look(true);
	return last === 'notYet' ? { noWebhookResponse: true } : last;
}

async function hasPaused(durationMs: number): Promise<boolean> {
	if (pausing >= PAUSING_AT_ONCE) return false;
	pausing++;
	await sleep(durationMs);
	pausing--;
	return true;
}

/** What a call says is reason to look again, and never believed; a GET says nothing, but comes at the end only. */
function tellsOfEnd(context: IWebhookFunctions, format: Format): boolean {
	const { callbackMethod, read } = protocols[format];
	if (callbackMethod === 'GET') return true;
	const { state } = read({ httpStatus: 200, headers: {}, body: context.getBodyData() });
	return state === 'succeeded' || state === 'failed';
}

/** Answers the vendor right away, and once; a 503 asks it to call again. */
export function answer(context: IWebhookFunctions, httpStatus: 200 | 400 | 503): IWebhookResponseData {
	const response = context.getResponseObject();
	if (!response.headersSent) response.status(httpStatus).json({ received: httpStatus === 200 });
	return { noWebhookResponse: true };
}
