import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { protocols } from '../protocols';
import { calledTaskId } from '../task/callback';
import { type Awaited, getTask, type Ports } from '../task/engine';
import { limiter } from '../task/limit';
import { deliverAwaited, deliverTask, type Delivery } from './deliver';
import { webhookPorts } from './http';
import { singleFlight } from './singleFlight';
import { readTriggerSettings, type TriggerSettings } from './triggerSettings';

const DOWNLOADS_AT_ONCE = 4;
const SEEN_LIMIT = 500;

/** Simultaneous callbacks load the seen list before any of them has written to it, so the process remembers too. */
const calls = singleFlight();
const downloading = limiter(DOWNLOADS_AT_ONCE);

/** Believes only what it re-reads with the credential, because a callback is unsigned and anyone may send one. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const taskId = calledTaskId(context.getQueryData(), context.getBodyData());
	if (!taskId) return answer(context, 400);
	const key = `${context.getMode()}:${String(context.getWorkflow().id)}:${context.getNode().id}:${taskId}`;
	return await calls(key, () => answer(context, 200), async (finish) => await look(context, taskId, finish));
}

async function look(context: IWebhookFunctions, taskId: string, finish: () => void): Promise<IWebhookResponseData> {
	const settings = readTriggerSettings(context);
	const protocol = protocols[settings.format];
	const ports = await webhookPorts(context, protocol, settings.apiVersion);
	const awaited = await getTask(protocol, taskId, ports, 1);
	if (awaited.outcome === 'unreadable') return answer(context, 503);

	const event = eventOf(awaited);
	if (!event || !settings.events.includes(event.name) || isSeen(context, taskId, event.mark)) return answer(context, 200);
	remember(context, taskId, event.mark);
	// A test listener ends with its first event and may be started again for the same task.
	if (event.name !== 'progress' && context.getMode() !== 'manual') finish();
	answer(context, 200);
	return { workflowData: [[await toItem(context, settings, ports, taskId, awaited)]], noWebhookResponse: true };
}

/** What happened, and the mark under which it counts as seen: each step of progress once, the end once. */
function eventOf(awaited: Awaited): { name: string; mark: string } | undefined {
	if (awaited.outcome === 'finished') {
		return { name: awaited.task.state, mark: 'end' };
	}
	if (awaited.outcome !== 'pending') return undefined;
	const { status, facts } = awaited.task;
	return { name: 'progress', mark: `${status} ${facts.progress ?? ''}` };
}

async function toItem(
	context: IWebhookFunctions,
	settings: TriggerSettings,
	ports: Ports,
	taskId: string,
	awaited: Awaited,
): Promise<INodeExecutionData> {
	const protocol = protocols[settings.format];
	const delivery: Delivery = { context, protocol, operation: 'callback', itemIndex: 0, settings, isReport: true, downloading };
	const delivered = await deliverAwaited(delivery, ports, taskId, awaited);
	if ('item' in delivered) return delivered.item;
	// A finished task is passed on without its file, since the vendor will not call again.
	const { message, description } = delivered.failure;
	context.logger.warn(`Runway Trigger: ${message}`, { taskId });
	const task = awaited.outcome === 'finished' ? awaited.task : undefined;
	const { json } = deliverTask(delivery, taskId, { task }).item;
	return { json: { ...json, downloadProblem: `${message}. ${description}` } };
}

/** The list survives a restart with the workflow; the oldest entries make room. */
function seenMarks(context: IWebhookFunctions): string[] {
	const store = context.getWorkflowStaticData('node');
	const { seen } = store;
	return Array.isArray(seen) ? seen.map(String) : [];
}

function isSeen(context: IWebhookFunctions, taskId: string, mark: string): boolean {
	return context.getMode() !== 'manual' && seenMarks(context).includes(`${taskId} ${mark}`);
}

function remember(context: IWebhookFunctions, taskId: string, mark: string): void {
	const store = context.getWorkflowStaticData('node');
	store.seen = [...seenMarks(context), `${taskId} ${mark}`].slice(-SEEN_LIMIT);
}

function answer(context: IWebhookFunctions, httpStatus: number): IWebhookResponseData {
	context.getResponseObject().status(httpStatus).json({ received: httpStatus === 200 });
	return { noWebhookResponse: true };
}
