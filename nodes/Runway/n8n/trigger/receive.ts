import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { protocols } from '../../protocols';
import { calledTaskId } from '../../task/calledTaskId';
import { limiter } from '../../task/limit';
import type { Waited } from '../../task/wait';
import { answer, readCalled, tellsOfEnd } from '../callback/called';
import { callWhenEnded } from '../callback/callWhenEnded';
import { singleFlight } from '../callback/singleFlight';
import { n8nClock } from '../context/clock';
import { type Delivery, deliverTask, deliverWaited } from '../context/deliver';
import { webhookPorts } from '../context/http';
import { seenMarks } from './seenMarks';
import { readTriggerSettings, type TriggerSettings } from './triggerSettings';

const DOWNLOADS_AT_ONCE = 4;
const FOLLOWED_FOR_MS = 10 * 60_000;

/** Callbacks about one task are looked at one after the other, since any of them may be the one that counts. */
const calls = singleFlight();
const downloading = limiter(DOWNLOADS_AT_ONCE);

/** Believes only what it re-reads with the credential, because a callback is unsigned and anyone may send one. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const taskId = calledTaskId(context.getQueryData(), context.getBodyData());
	if (!taskId) return answer(context, 400);
	const key = `${context.getMode()}:${String(context.getWorkflow().id)}:${context.getNode().id}:${taskId}`;
	const settings = readTriggerSettings(context);
	return await calls(key, () => answer(context, 200), async (finish) => await look(context, settings, taskId, key, finish));
}

async function look(
	context: IWebhookFunctions,
	settings: TriggerSettings,
	taskId: string,
	key: string,
	finish: () => void,
): Promise<IWebhookResponseData> {
	const { format, delivery, events } = settings;
	const waited = await readCalled(context, { taskId, format, apiVersion: delivery.apiVersion });
	const isUnreadable = waited.outcome === 'unreadable';
	// No vendor promises to call again. A task that the API does not know is a stranger's, and not waited for.
	if ((isUnreadable || waited.outcome === 'pending') && tellsOfEnd(context, format)) await callAgain(context, settings, taskId, key);
	if (isUnreadable) return answer(context, 503);

	const event = eventOf(waited);
	// A test listener ends with its first event and may be started again for the same task.
	const seen = context.getMode() === 'manual' ? undefined : seenMarks(context);
	const mark = `${taskId} ${event?.mark}`;
	if (!event || !events.includes(event.name) || seen?.has(mark)) return answer(context, 200);
	seen?.add(mark);
	if (seen && waited.outcome === 'finished') finish();
	answer(context, 200);
	const item = await toItem(context, settings, taskId, waited);
	// Saved last, so that what other callbacks have added meanwhile is not overwritten.
	seen?.save();
	return { workflowData: [[item]], noWebhookResponse: true };
}

/** The API may call a moment before its own answer shows the end, or be away just then: the watch then calls in its place. */
async function callAgain(context: IWebhookFunctions, { format, delivery }: TriggerSettings, taskId: string, key: string): Promise<void> {
	const url = context.getNodeWebhookUrl('default');
	if (!url) return;
	try {
		const protocol = protocols[format];
		const { apiVersion } = delivery;
		const { http } = await webhookPorts(context, protocol, apiVersion);
		callWhenEnded(context, { key, url, taskId, protocol, apiVersion, http, timeoutMs: FOLLOWED_FOR_MS });
	} catch (error) {
		context.logger.warn(`Runway Trigger could not read the task of a callback: ${String(error)}`, { taskId });
	}
}

/** What happened, and the mark under which it counts as seen: each step of progress once, the end once. */
function eventOf(waited: Waited): { name: string; mark: string } | undefined {
	if (waited.outcome === 'finished') {
		return { name: waited.task.state, mark: 'end' };
	}
	if (waited.outcome !== 'pending') return undefined;
	const { status, facts } = waited.task;
	return { name: 'progress', mark: `${status} ${facts.progress ?? ''}` };
}

async function toItem(
	context: IWebhookFunctions,
	settings: TriggerSettings,
	taskId: string,
	waited: Waited,
): Promise<INodeExecutionData> {
	const protocol = protocols[settings.format];
	const delivery: Delivery = { context, protocol, operation: 'callback', itemIndex: 0, settings: settings.delivery, isReport: true, downloading };
	const delivered = await deliverWaited(delivery, { clock: n8nClock() }, taskId, waited);
	if ('item' in delivered) return delivered.item;
	// A finished task is passed on without its file, since the vendor will not call again.
	const { message, description } = delivered.failure;
	context.logger.warn(`Runway Trigger: ${message}`, { taskId });
	const task = waited.outcome === 'finished' ? waited.task : undefined;
	const { json } = deliverTask(delivery, taskId, { task }).item;
	return { json: { ...json, downloadProblem: `${message}. ${description}` } };
}
