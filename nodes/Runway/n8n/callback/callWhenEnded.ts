import type { Ports } from '../../task/engine';
import { MIN_INTERVAL_MS } from '../../task/pause';
import type { Protocol } from '../../task/protocol';
import type { ApiContext } from '../context/http';
import { lineFor } from './lines';
import { theWatch, type WatchOrder } from './watch';

/** How long a call is repeated that finds nobody listening. */
const PATIENCE_MS = 10 * 60_000;

export interface PromisedCall {
	key: string;
	url: string;
	taskId: string;
	protocol: Protocol;
	apiVersion: string;
	http: Ports['http'];
	timeoutMs: number;
	readAtOnce?: boolean;
}

/** Makes the call that an API does not make, or made too early: in the vendor's own form, once the task has ended. */
export function callWhenEnded(context: ApiContext, { key, url, taskId, protocol, apiVersion, http, timeoutMs, readAtOnce = false }: PromisedCall): void {
	if (theWatch.has(key)) return theWatch.nudge(key, taskId);
	const options = { intervalMs: MIN_INTERVAL_MS, timeoutMs, readAtOnce };
	theWatch.start({
		key,
		tasks: [{ protocol, taskId, options, line: lineFor(context, protocol, apiVersion, http) }],
		call: callFor(protocol.callbackMethod ?? 'POST', url, taskId),
		patienceMs: PATIENCE_MS,
	});
}

/** Apart from the context, which a function made beside it would keep alive with all the data of the run. */
function callFor(method: 'GET' | 'POST', url: string, taskId: string): WatchOrder['call'] {
	if (method === 'POST') return () => ({ method, url, body: { task_id: taskId } });
	const address = new URL(url);
	address.searchParams.set('uuid', taskId);
	return () => ({ method, url: address.href });
}
