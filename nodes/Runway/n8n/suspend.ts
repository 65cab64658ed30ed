import type { INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { absorbing } from '../task/callback';
import { getTask, type Ports } from '../task/engine';
import { timedOut } from '../task/failure';
import { taskOutput } from '../task/output';
import type { Protocol } from '../task/types';
import { isPublicHost, resumeUrlOf } from './callback';
import { type Delivered, deliverAwaited, type Delivery, type JobResult, type Pending } from './deliver';
import { badInput, errorItem } from './errors';
import type { Handle } from './handle';
import type { Run } from './run';
import type { Completion, Settings } from './settings';

/** Time enough for a very quick task, whose callback would come before n8n has saved the wait. */
const FIRST_LOOK_MS = 5_000;

export async function lookOnce(delivery: Delivery, ports: Ports, taskId: string, apiVersion: string): Promise<Pending> {
	await ports.clock.sleep(FIRST_LOOK_MS);
	const look = await getTask(delivery.protocol, taskId, ports, 1);
	const deliver = async () => await deliverAwaited(delivery, ports, taskId, look);
	return { taskId, look, delivery, apiVersion, deliver };
}

/** What the user chose, unless n8n cannot suspend here: then the node waits instead and says so. */
export function completionOf({ context, isTool }: Run, { completion }: Settings): Completion {
	if (completion !== 'suspend') return completion;
	if (isTool) return 'wait';
	// Before 2.x a parent workflow goes on with its own input when its sub-workflow is suspended.
	const isOldSubWorkflow = context.getMode() === 'integrated' && !resumeUrlOf(context).includes('signature=');
	return isOldSubWorkflow ? 'wait' : 'suspend';
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
	const { baseUrl } = await context.getCredentials(protocol.credentialType);
	if (isPublicHost(resumeUrl) || !isPublicHost(String(baseUrl))) return absorbing(resumeUrl);
	throw new NodeOperationError(context.getNode(), `${protocol.vendor} cannot call this n8n back`, {
		itemIndex,
		description:
			'Nothing was sent. This n8n is reached at a local or private address. Set the environment variable WEBHOOK_URL to its public address, or choose Wait Until Finished.',
	});
}

/** Delivers at once when every task has ended already; otherwise lets go of the execution until a callback. */
export async function deliverOrSuspend(run: Run, results: JobResult[]): Promise<Delivered[]> {
	const pending = results.flatMap((result) => ('pending' in result ? result.pending : []));
	if (pending.every(({ look }) => look.outcome === 'finished')) {
		return await Promise.all(results.map(async (result) => ('pending' in result ? await result.pending.deliver() : result)));
	}
	const handles = results.map((result, itemIndex) => {
		if ('pending' in result) return handleItem(result.pending);
		return 'item' in result ? result.item : errorItem(result.failure, itemIndex);
	});
	// n8n hands the node's input on when the deadline passes, so the handles take the place of the input.
	run.context.getExecuteData().data.main = [handles];
	const longestMs = Math.max(...pending.map(({ delivery }) => delivery.settings.timeoutMs));
	await run.context.putExecutionToWait(new Date(Date.now() + longestMs));
	return handles.map((item) => ({ item }));
}

function handleItem({ taskId, delivery, apiVersion, look }: Pending): INodeExecutionData {
	const { protocol, operation, itemIndex, settings } = delivery;
	const { timeoutMs, ...kept } = settings;
	const origin = { taskId, format: protocol.format, operation };
	const suspended: Handle = { ...origin, itemIndex, apiVersion, ...kept };
	const task = look.outcome === 'pending' ? look.task : undefined;
	if (settings.onTimeout === 'fail') {
		const failure = { ...timedOut(protocol, taskId, timeoutMs, task), ...origin, suspended };
		return errorItem(failure, itemIndex);
	}
	return { json: { ...taskOutput(origin, { task, status: 'timedOut' }), suspended }, pairedItem: { item: itemIndex } };
}
