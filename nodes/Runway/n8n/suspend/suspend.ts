import type { INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Completion } from '../../operations/completion';
import { absorbing } from '../../task/calledTaskId';
import { type Waited, getTask } from '../../task/engine';
import { type Failure, notCalledBack, notDownloaded, taskFailed } from '../../task/failure';
import { limiter } from '../../task/limit';
import { taskOutput } from '../../task/output';
import type { Protocol } from '../../task/protocol';
import { canCallBack, resumeUrlOf } from '../callback/address';
import { type Delivered, deliverWaited, deliverTask, type JobResult, type Pending } from '../context/deliver';
import { badInput, errorItem } from '../context/errors';
import type { Handle } from './handle';
import { wakeIfCallWasMissed } from './missedCall';
import type { Run } from '../run/run';
import type { Settings } from '../context/settings';

/** Time enough for a very quick task, whose callback would come before n8n has saved the wait. */
const FIRST_LOOK_MS = 5_000;
const READS_AT_ONCE = 5;

/** What the user chose, unless n8n cannot suspend here: then the node waits instead. */
export function completionOf(run: Run, { completion }: Settings): Completion {
	return completion === 'suspend' && (run.isTool || isOldSubWorkflow(run)) ? 'wait' : completion;
}

/** Before 2.x a parent workflow goes on with its own input when its sub-workflow is suspended. */
export function isOldSubWorkflow({ context }: Run): boolean {
	return context.getMode() === 'integrated' && !resumeUrlOf(context).includes('signature=');
}

/** The address that wakes this execution; refused before anything is paid when no callback could reach it. */
export async function suspensionUrl(
	{ context }: Run,
	protocol: Protocol,
	settings: Settings,
	itemIndex: number,
): Promise<string> {
	if (settings.callbackUrl !== undefined) {
		throw badInput(context, itemIndex, 'Callback URL', 'cannot be combined with Suspend Until Callback, which needs the callback itself. Remove it from the options');
	}
	const resumeUrl = resumeUrlOf(context);
	if (await canCallBack(context, protocol, resumeUrl)) return absorbing(resumeUrl);
	throw new NodeOperationError(context.getNode(), `${protocol.vendor} cannot call this n8n back`, {
		itemIndex,
		description:
			'Nothing was sent. This n8n is reached at a local or private address. Set the environment variable WEBHOOK_URL to its public address, or choose Wait Until Finished.',
	});
}

/** Delivers at once when every task has ended already; otherwise lets go of the execution until a callback. */
export async function deliverOrSuspend(run: Run, results: JobResult[]): Promise<Delivered[]> {
	const looks = await lookAtAll(results.flatMap((result) => ('pending' in result ? result.pending : [])));
	const isOver = [...looks.values()].every(({ outcome }) => outcome === 'finished' || outcome === 'cancelled');
	if (isOver) return await Promise.all(results.map(async (result) => await deliverNow(result, looks)));
	await suspend(run, results, looks);
	void wakeIfCallWasMissed(run.context, [...looks].flatMap(([pending, { outcome }]) => (outcome === 'finished' ? [] : pending)));
	return results.map((result, itemIndex) => shownMeanwhile(result, itemIndex, looks));
}

type Looks = Map<Pending, Waited>;

const STOPPED: Waited = { outcome: 'cancelled', polls: 0 };

/** All are looked at as late as possible: a task that ends before the wait is saved calls back in vain. */
async function lookAtAll(pending: Pending[]): Promise<Looks> {
	const reading = limiter(READS_AT_ONCE);
	const isRunning = await pending[0]?.ports.clock.sleep(FIRST_LOOK_MS);
	const look = async ({ taskId, delivery, ports }: Pending) =>
		isRunning ? await reading(async () => await getTask(delivery.protocol, taskId, ports, 1)) : STOPPED;
	return new Map(await Promise.all(pending.map(async (each) => [each, await look(each)] as const)));
}

async function deliverNow(result: JobResult, looks: Looks): Promise<Delivered> {
	if (!('pending' in result)) return result;
	const { delivery, ports, taskId } = result.pending;
	return await deliverWaited(delivery, ports, taskId, looks.get(result.pending) ?? STOPPED);
}

async function suspend({ context }: Run, results: JobResult[], looks: Looks): Promise<void> {
	const timeouts = results.map((result) => ('pending' in result ? result.pending.delivery.settings.timeoutMs : 0));
	const deadlineMs = Date.now() + Math.max(...timeouts);
	// n8n hands the node's input on when the deadline passes, so the handles take the place of the input.
	context.getExecuteData().data.main = [
		results.map((result, itemIndex) => {
			if ('pending' in result) return handleItem(result.pending, deadlineMs, looks.get(result.pending));
			return 'item' in result ? result.item : errorItem(result.failure, itemIndex);
		}),
	];
	await context.putExecutionToWait(new Date(deadlineMs));
}

function handleItem({ taskId, delivery }: Pending, deadlineMs: number, look?: Waited): INodeExecutionData {
	const { protocol, operation, itemIndex, settings } = delivery;
	const origin = { taskId, format: protocol.format, operation };
	const suspended: Handle = { ...origin, ...settings, itemIndex, deadlineMs };
	const failure = failureAtDeadline(taskId, delivery, look);
	const failed = failure && { ...failure, ...origin, suspended };
	if (failed) return errorItem(failed, itemIndex);
	const seen = look?.outcome === 'finished' ? { task: look.task } : { task: pendingTask(look), status: 'timedOut' as const };
	return { json: { ...taskOutput(origin, seen), suspended }, pairedItem: { item: itemIndex } };
}

const pendingTask = (look?: Waited) => (look?.outcome === 'pending' ? look.task : undefined);

/** What the item fails with when the deadline passes; its own task may have ended before the execution went to sleep. */
function failureAtDeadline(taskId: string, { protocol, settings }: Pending['delivery'], look?: Waited): Failure | undefined {
	const task = look?.outcome === 'finished' ? look.task : undefined;
	if (task?.state === 'failed') return taskFailed(protocol, taskId, task);
	if (settings.onTimeout === 'return' || (task && !settings.download)) return undefined;
	if (!task) return notCalledBack(protocol, taskId, settings.timeoutMs, pendingTask(look));
	return notDownloaded(protocol, taskId, task.urls, 'the execution slept until its deadline, because another task had not called back');
}

/** Must not hold an `error`: Retry On Fail would run the node again, with the handles for its input. */
function shownMeanwhile(result: JobResult, itemIndex: number, looks: Looks): Delivered {
	if ('item' in result) return result;
	if ('failure' in result) return { item: { json: { status: 'failed', failure: result.failure.message }, pairedItem: { item: itemIndex } } };
	const look = looks.get(result.pending);
	const task = look?.outcome === 'pending' || look?.outcome === 'finished' ? look.task : undefined;
	return deliverTask(result.pending.delivery, result.pending.taskId, { task });
}
