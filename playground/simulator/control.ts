import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackWish } from './callbacks.ts';
import { formatOf } from './assets.ts';
import { fileFor } from './files.ts';
import { readBody, send } from './http.ts';
import { stateOf } from './lifecycle.ts';
import { outputNames } from './links.ts';
import type { ScenarioInput } from './store.ts';
import type { Answer, CallbackRecord, Task } from './types.ts';
import type { Vendor } from './vendor.ts';

export const CONTROL_PREFIX = '/_simulator/';

/** What tests in another process use instead of the object. */
export async function serveControl(vendor: Vendor, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const { pathname } = new URL(request.url ?? '/', 'http://simulator');
	const [what = '', id = ''] = pathname.slice(CONTROL_PREFIX.length).split('/');
	const body = await readBody(request);
	if (request.method === 'GET' && what === 'file') return sendFile(vendor, id, response);
	const answer = request.method === 'POST' ? await change(vendor, what, body) : look(vendor, what);
	send(response, answer ?? { status: 404, body: { error: `There is no ${request.method ?? ''} ${pathname}` } });
}

function look({ store }: Vendor, what: string): Answer | undefined {
	const { ledger, requests, callbacks, scenario } = store;
	const tasks = [...store.tasks.values()].map((task) => ({ ...task, state: stateOf(task, store.now()) }));
	const views: Record<string, unknown> = { ledger, requests, callbacks, tasks, scenario };
	return what in views ? { status: 200, body: views[what] } : undefined;
}

async function change(vendor: Vendor, what: string, body: unknown): Promise<Answer | undefined> {
	const { store, caller } = vendor;
	if (what === 'scenario') {
		store.setScenario(body as ScenarioInput);
		return { status: 200, body: store.scenario };
	}
	if (what === 'reset') {
		caller.stop();
		store.reset();
		return { status: 200, body: {} };
	}
	if (what !== 'callback') return undefined;
	const { taskId, ...wish } = body as CallbackWish & { taskId: string };
	return { status: 200, body: await fireCallback(vendor, taskId, wish) };
}

export function fireCallback({ store, caller }: Vendor, taskId: string, wish: CallbackWish = {}): Promise<CallbackRecord[]> {
	return caller.fire(store.tasks.get(taskId) ?? stranger(taskId, wish), wish);
}

/** A callback can also be forged for a task that nobody started. */
function stranger(id: string, { method }: CallbackWish): Task {
	const format = method === 'GET' ? 'aiVideo' : 'pro';
	return { id, key: '', format, operation: '', kind: 'video', body: {}, directives: {}, steering: {}, createdAt: 0, finishedAt: 0 };
}

function sendFile({ store }: Vendor, id: string, response: ServerResponse): void {
	const task = store.tasks.get(id);
	if (!task) return send(response, { status: 404, body: { error: `There is no task ${id}` } });
	const [name = ''] = outputNames(task);
	response.writeHead(200, { 'content-type': formatOf(name)?.mimeType });
	response.end(fileFor(task, name));
}
