import type { INodeExecutionData, IWebhookDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { protocols } from '../protocols';
import { calledTaskId } from '../task/callback';
import { type Awaited, getTask } from '../task/engine';
import { limiter } from '../task/limit';
import { deliverAwaited } from './deliver';
import { errorItem, failureOf } from './errors';
import { type Handle, itemOf, readHandle } from './handle';
import { webhookPorts } from './http';
import { singleFlight } from './singleFlight';

const DOWNLOADS_AT_ONCE = 4;
const READS_AT_ONCE = 5;

/** Waits that are being ended: overlapping final callbacks would otherwise wake an execution several times. */
const wakings = singleFlight();

type Answer = 'ok' | 'later';

export const resumeWebhooks: IWebhookDescription[] = (['POST', 'GET'] as const).map((httpMethod) => ({
	name: httpMethod === 'POST' ? 'default' : 'setup',
	httpMethod,
	responseMode: 'onReceived',
	path: '',
	isFullPath: true,
	restartWebhook: true,
}));

/** A callback is a nudge and never believed: the API is asked, and only when all tasks have ended the execution goes on. */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const items: unknown = context.evaluateExpression('{{ $input.all() }}', 0);
	const entries = (Array.isArray(items) ? items : []).map((item) => ({ item, handle: readHandle(item) }));
	const handles = entries.flatMap(({ handle }) => handle ?? []);
	const taskId = calledTaskId(context.getQueryData(), context.getBodyData());
	const named = handles.find((handle) => handle.taskId === taskId);
	if (!named) {
		context.logger.debug('Runway callback for a task this execution does not wait for', { taskId });
		return answer(context, 'ok');
	}
	// One execution may suspend several times, as in a loop, but never twice with the same first task.
	const wait = `${String(context.getExecutionId())}:${handles[0]?.taskId}`;
	return await wakings(wait, () => answer(context, 'ok'), async (finish) => {
		const ended = await readAll(context, [named, ...handles.filter((handle) => handle !== named)]);
		if (!(ended instanceof Map)) return answer(context, ended);
		finish();
		answer(context, 'ok');
		const workflowData = await Promise.all(entries.map(async (entry, index) => await toItem(context, entry, index, ended)));
		return { workflowData: [workflowData], noWebhookResponse: true };
	});
}

/** Reads the named task first; the first one that has not ended is reason enough to sleep on. */
async function readAll(context: IWebhookFunctions, handles: Handle[]): Promise<Map<Handle, Awaited> | Answer> {
	const ended = new Map<Handle, Awaited>();
	const state: { answer?: Answer } = {};
	const reading = limiter(READS_AT_ONCE);
	const readOne = async (handle: Handle) => {
		if (state.answer) return;
		const look = await lookAt(context, handle);
		if (look.outcome === 'finished') ended.set(handle, look);
		else state.answer = look.outcome === 'unreadable' ? 'later' : 'ok';
	};
	const [named, ...others] = handles;
	if (named) await readOne(named);
	await Promise.all(others.map(async (handle) => await reading(async () => await readOne(handle))));
	return state.answer ?? ended;
}

async function lookAt(context: IWebhookFunctions, { format, taskId, apiVersion }: Handle): Promise<Awaited> {
	return await getTask(protocols[format], taskId, await webhookPorts(context, protocols[format], apiVersion), 1);
}

async function toItem(
	context: IWebhookFunctions,
	{ item, handle }: { item: unknown; handle?: Handle },
	itemIndex: number,
	ended: Map<Handle, Awaited>,
): Promise<INodeExecutionData> {
	const awaited = handle && ended.get(handle);
	if (!handle || !awaited) return itemOf(item, itemIndex);
	// Nothing may be thrown here: n8n would go on with an empty item and call the execution a success.
	try {
		const ports = await webhookPorts(context, protocols[handle.format], handle.apiVersion);
		const delivery = {
			context,
			protocol: protocols[handle.format],
			operation: handle.operation,
			itemIndex: handle.itemIndex,
			settings: { ...handle, timeoutMs: 0 },
			isReport: false,
			downloading,
		};
		const delivered = await deliverAwaited(delivery, ports, handle.taskId, awaited);
		return 'item' in delivered ? delivered.item : errorItem(delivered.failure, handle.itemIndex);
	} catch (error) {
		const { taskId, format, operation } = handle;
		return errorItem({ ...failureOf(error), taskId, format, operation }, handle.itemIndex);
	}
}

const downloading = limiter(DOWNLOADS_AT_ONCE);

/** The vendor gets its answer before a download starts; a 503 asks it to call again. */
function answer(context: IWebhookFunctions, kind: Answer): IWebhookResponseData {
	context.getResponseObject().status(kind === 'ok' ? 200 : 503).json({ received: kind === 'ok' });
	return { noWebhookResponse: true };
}
