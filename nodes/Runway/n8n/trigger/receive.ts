import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { protocols } from '../../protocols';
import { calledTaskId } from '../../task/calledTaskId';
import type { Waited } from '../../task/wait';
import { limiter } from '../../task/limit';
import { answer, type Look, readCalled, untilSeen } from '../callback/called';
import { n8nClock } from '../context/clock';
import { deliverWaited, deliverTask, type Delivery } from '../context/deliver';
import { seenMarks } from './seenMarks';
import { singleFlight } from '../callback/singleFlight';
import { readTriggerSettings, type TriggerSettings } from './triggerSettings';

const DOWNLOADS_AT_ONCE = 4;

/** Callbacks about one task are looked at one after the other, since any of them may be the one that counts. */
const calls = singleFlight();
const downloading = limiter(DOWNLOADS_AT_ONCE);

/** Believes only what it re-reads with the credential, because a callback is unsigned and anyone may send one. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const taskId = calledTaskId(context.getQueryData(), context.getBodyData());
	if (!taskId) return answer(context, 400);
	const key = `${context.getMode()}:${String(context.getWorkflow().id)}:${context.getNode().id}:${taskId}`;
	const settings = readTriggerSettings(context);
	return await untilSeen(context, settings.format, async (isLast) =>
		await calls(key, (): Look => answer(context, 200), async (finish) => await look(context, settings, taskId, isLast, finish)),
	);
}

async function look(context: IWebhookFunctions, settings: TriggerSettings, taskId: string, isLast: boolean, finish: () => void): Promise<Look> {
	const waited = await readCalled(context, { taskId, format: settings.format, apiVersion: settings.delivery.apiVersion });
	const isUnreadable = waited.outcome === 'unreadable';
	// A task that the API does not know is a stranger's, and not waited for.
	if (isUnreadable || (waited.outcome === 'pending' && !isLast)) {
		answer(context, isUnreadable ? 503 : 200);
		return 'notYet';
	}

	const event = eventOf(waited);
	// A test listener ends with its first event and may be started again for the same task.
	const seen = context.getMode() === 'manual' ? undefined : seenMarks(context);
	const mark = `${taskId} ${event?.mark}`;
	if (!event || !settings.events.includes(event.name) || seen?.has(mark)) return answer(context, 200);
	seen?.add(mark);
	if (seen && waited.outcome === 'finished') finish();
	answer(context, 200);
	const item = await toItem(context, settings, taskId, waited);
	// Saved last, so that what other callbacks have added meanwhile is not overwritten.
	seen?.save();
	return { workflowData: [[item]], noWebhookResponse: true };
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
