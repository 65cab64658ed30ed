import type { INodeExecutionData, IWebhookDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { protocols } from '../../protocols';
import { calledTaskId } from '../../task/calledTaskId';
import type { Waited } from '../../task/wait';
import { limiter } from '../../task/limit';
import { answer, type Look, readCalled, untilSeen } from '../callback/called';
import { n8nClock } from '../context/clock';
import { deliverWaited } from '../context/deliver';
import { errorItem, failureOf } from '../context/errors';
import { type Handle, itemOf, readHandle } from './handle';
import { singleFlight } from '../callback/singleFlight';

interface Entry {
	item: unknown;
	handle?: Handle;
}

const DOWNLOADS_AT_ONCE = 4;
const READS_AT_ONCE = 5;

const downloading = limiter(DOWNLOADS_AT_ONCE);

/** Waits that are being ended: overlapping final callbacks would otherwise wake an execution several times. */
const wakings = singleFlight();

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
	const entries: Entry[] = (Array.isArray(items) ? items : []).map((item) => ({ item, handle: readHandle(item) }));
	const handles = entries.flatMap(({ handle }) => handle ?? []);
	const taskId = calledTaskId(context.getQueryData(), context.getBodyData());
	const named = handles.find((handle) => handle.taskId === taskId);
	if (!named) {
		context.logger.debug('Runway got a callback for a task that this execution does not wait for', { taskId });
		return answer(context, 200);
	}
	// One execution may suspend several times, as in a loop, but never twice with the same first task.
	const wait = `${String(context.getExecutionId())}:${handles[0]?.taskId}`;
	return await untilSeen(context, named.format, async () =>
		await wakings(wait, (): Look => answer(context, 200), async (finish) => await wake(context, entries, named, finish)),
	);
}

/** Goes on once all tasks have ended; a call for one of several is in vain only if its own task has not, or nobody knows. */
async function wake(context: IWebhookFunctions, entries: Entry[], named: Handle, finish: () => void): Promise<Look> {
	const others = entries.flatMap(({ handle }) => (handle && handle !== named ? handle : []));
	const { ended, unfinished } = await readAll(context, [named, ...others]);
	if (unfinished) {
		const isUnreadable = unfinished.outcome === 'unreadable';
		const response = answer(context, isUnreadable ? 503 : 200);
		return isUnreadable || !ended.has(named) ? 'notYet' : response;
	}
	finish();
	answer(context, 200);
	const workflowData = await Promise.all(entries.map(async (entry, index) => await toItem(context, entry, index, ended)));
	// At its deadline n8n went on by itself, and what is handed over now would make n8n 1.x run the rest a second time.
	return { ...(Date.now() < named.deadlineMs && { workflowData: [workflowData] }), noWebhookResponse: true };
}

/** Reads the named task first; the first one that has not ended is reason enough to sleep on. */
async function readAll(context: IWebhookFunctions, [named, ...others]: [Handle, ...Handle[]]) {
	const ended = new Map<Handle, Waited>();
	let unfinished: Waited | undefined;
	const reading = limiter(READS_AT_ONCE);
	const readOne = async (handle: Handle) => {
		if (unfinished) return;
		const look = await readCalled(context, handle);
		if (look.outcome === 'finished') ended.set(handle, look);
		else unfinished = look;
	};
	await readOne(named);
	await Promise.all(others.map(async (handle) => await reading(async () => await readOne(handle))));
	return { ended, unfinished };
}

async function toItem(
	context: IWebhookFunctions,
	{ item, handle }: Entry,
	itemIndex: number,
	ended: Map<Handle, Waited>,
): Promise<INodeExecutionData> {
	const waited = handle && ended.get(handle);
	if (!handle || !waited) return itemOf(item, itemIndex);
	const { taskId, format, operation } = handle;
	const protocol = protocols[format];
	const delivery = { context, protocol, operation, itemIndex: handle.itemIndex, settings: handle, isReport: false, downloading };
	// Nothing may be thrown here: n8n would go on with an empty item and call the execution a success.
	try {
		const delivered = await deliverWaited(delivery, { clock: n8nClock() }, taskId, waited);
		return 'item' in delivered ? delivered.item : errorItem(delivered.failure, handle.itemIndex);
	} catch (error) {
		return errorItem({ ...failureOf(error), taskId, format, operation }, handle.itemIndex);
	}
}
