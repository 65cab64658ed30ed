import type { IWebhookDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { calledTaskId } from '../../task/calledTaskId';
import { limiter } from '../../task/limit';
import { valueAt } from '../../task/values';
import type { Waited } from '../../task/wait';
import { answer, readCalled, tellsOfEnd } from '../callback/called';
import { singleFlight } from '../callback/singleFlight';
import { theWatch } from '../callback/watch';
import { type Handle, readHandle } from './handle';
import { RESUME_PATH } from './ownAddress';
import { keepWatching, sleeperKey } from './sleeper';
import { wokenItem } from './wokenItem';

const READS_AT_ONCE = 5;

/** Waits that are being ended: overlapping final callbacks would otherwise wake an execution several times. */
const wakings = singleFlight();

/** Both methods, because a vendor calls with the one or the other. */
export const resumeWebhooks: IWebhookDescription[] = (['POST', 'GET'] as const).map((httpMethod) => ({
	name: httpMethod === 'POST' ? 'default' : 'setup',
	httpMethod,
	responseMode: 'onReceived',
	path: RESUME_PATH,
	isFullPath: true,
	restartWebhook: true,
}));

interface Entry {
	item: unknown;
	handle?: Handle;
}

/** What the API says of each task that was looked at. */
type Looks = Map<Handle, Waited>;

/** A call is a nudge and never believed: the API is asked, and only when all tasks have ended the execution goes on. */
export async function wake(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const items: unknown = context.evaluateExpression('{{ $input.all() }}', 0);
	const entries: Entry[] = (Array.isArray(items) ? items : []).map((item) => ({ item, handle: readHandle(item) }));
	const handles = entries.flatMap(({ handle }) => handle ?? []);
	const taskId = calledTaskId(context.getQueryData(), context.getBodyData());
	const named = handles.find((handle) => handle.taskId === taskId);
	if (!named) {
		context.logger.debug('Runway got a callback for a task that this execution does not wait for', { taskId });
		return answer(context, 200);
	}
	const key = sleeperKey(context, handles[0]?.taskId);
	return await wakings(key, () => answer(context, 200), async (finish) => {
		const endSleep = () => {
			finish();
			theWatch.end(key);
		};
		return await goOn(context, entries, named, endSleep);
	});
}

async function goOn(context: IWebhookFunctions, entries: Entry[], named: Handle, endSleep: () => void): Promise<IWebhookResponseData> {
	const others = entries.flatMap(({ handle }) => (handle && handle !== named ? handle : []));
	const givenUp = givenUpByWatch(context, named);
	const isOver = (handle: Handle, look?: Waited) => look?.outcome === 'finished' || givenUp.includes(handle.taskId);
	const looks = await readUntil([named, ...others], context, isOver);
	if (![named, ...others].every((handle) => isOver(handle, looks.get(handle)))) return await sleepOn(context, entries, named, looks);
	endSleep();
	answer(context, 200);
	const items = await Promise.all(
		entries.map(async ({ item, handle }, itemIndex) => await wokenItem(context, item, itemIndex, handle, handle && looks.get(handle))),
	);
	// At its deadline n8n went on by itself, and what is handed over now would make n8n 1.x run the rest a second time.
	return { ...(Date.now() < named.endsAtMs && { workflowData: [items] }), noWebhookResponse: true };
}

/** Tasks that the watch has waited for long enough; anybody else who says so does not know its key. */
function givenUpByWatch(context: IWebhookFunctions, { watchKey }: Handle): string[] {
	const body = context.getBodyData();
	const unseen = valueAt(body, 'unseen');
	return valueAt(body, 'watch_key') === watchKey && Array.isArray(unseen) ? unseen.map(String) : [];
}

/** Looks at the first one before the others; one that is not over is reason enough to sleep on. */
async function readUntil(
	[first, ...others]: [Handle, ...Handle[]],
	context: IWebhookFunctions,
	isOver: (handle: Handle, look: Waited) => boolean,
): Promise<Looks> {
	const looks: Looks = new Map();
	const reading = limiter(READS_AT_ONCE);
	let mustSleepOn = false;
	const readOne = async (handle: Handle) => {
		if (mustSleepOn) return;
		const look = await readCalled(context, handle);
		looks.set(handle, look);
		mustSleepOn ||= !isOver(handle, look);
	};
	await readOne(first);
	await Promise.all(others.map(async (handle) => await reading(async () => await readOne(handle))));
	return looks;
}

/** No vendor promises to call again, so a call that tells of an end which cannot be seen yet makes the watch look soon. */
async function sleepOn(context: IWebhookFunctions, entries: Entry[], named: Handle, looks: Looks): Promise<IWebhookResponseData> {
	const handles = entries.flatMap(({ handle }) => handle ?? []);
	if (tellsOfEnd(context, named.format)) await keepWatching(context, handles, named.taskId);
	const isUnreadable = [...looks.values()].some(({ outcome }) => outcome === 'unreadable');
	return answer(context, isUnreadable ? 503 : 202);
}
