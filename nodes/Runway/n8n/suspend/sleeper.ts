import type { IWebhookFunctions } from 'n8n-workflow';

import { protocols } from '../../protocols';
import type { Ports } from '../../task/engine';
import type { Protocol } from '../../task/protocol';
import type { WaitOptions } from '../../task/wait';
import { lineFor } from '../callback/lines';
import { theWatch, type WatchOrder } from '../callback/watch';
import { type ApiContext, webhookPorts } from '../context/http';
import type { Handle } from './handle';
import { resumeAddressOf } from './ownAddress';

/** How long the watch tries to wake an execution before n8n wakes it by itself. */
export const PATIENCE_MS = 60_000;

/** Where the API calls back, reading is only the net. */
const NET_INTERVAL_MS = 30_000;

export interface SleeperTask {
	taskId: string;
	protocol: Protocol;
	apiVersion: string;
	http: Ports['http'];
	options: WaitOptions;
	callsBack: boolean;
}

/** One execution may sleep several times, as in a loop, but never twice with the same first task. */
export function sleeperKey(context: ApiContext, firstTaskId: string | undefined): string {
	return `${String(context.getExecutionId())}:${firstTaskId}`;
}

/** Has the tasks of a suspended execution watched, and the execution woken when all have ended or their time is up. */
export function watchSleeper(context: ApiContext, watchKey: string, tasks: SleeperTask[]): void {
	const taskId = tasks[0]?.taskId;
	theWatch.start({
		key: sleeperKey(context, taskId),
		tasks: tasks.map((task) => ({
			taskId: task.taskId,
			protocol: task.protocol,
			options: { ...task.options, intervalMs: task.callsBack ? Math.max(task.options.intervalMs, NET_INTERVAL_MS) : task.options.intervalMs },
			line: lineFor(context, task.protocol, task.apiVersion, task.http),
		})),
		call: wakingCall(resumeAddressOf(context), watchKey, taskId),
		patienceMs: PATIENCE_MS,
	});
}

/** Apart from the context, which a function made beside it would keep alive with all the data of the run. */
function wakingCall(url: string, watchKey: string, taskId: string | undefined): WatchOrder['call'] {
	return (unseen) => ({ method: 'POST', url, body: { task_id: taskId, watch_key: watchKey, unseen } });
}

/** After a restart nobody watches any more; the first callback that tells of an end sets the watch up again. */
export async function keepWatching(context: IWebhookFunctions, handles: Handle[], taskId: string): Promise<void> {
	const [first] = handles;
	const key = sleeperKey(context, first?.taskId);
	if (!first || theWatch.has(key)) return theWatch.nudge(key, taskId);
	try {
		const { http } = await webhookPorts(context, protocols[first.format], first.apiVersion);
		const timeoutMs = Math.max(0, first.endsAtMs - PATIENCE_MS - Date.now());
		const options = { intervalMs: NET_INTERVAL_MS, timeoutMs, readAtOnce: false };
		const tasks = handles.map(({ taskId: id, format, apiVersion }) => ({ taskId: id, protocol: protocols[format], apiVersion, http, options, callsBack: true }));
		watchSleeper(context, first.watchKey, tasks);
		theWatch.nudge(key, taskId);
	} catch (error) {
		context.logger.warn(`Runway could not read the task of a callback: ${String(error)}`, { taskId });
	}
}
