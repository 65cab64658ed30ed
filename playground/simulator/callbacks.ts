import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { startedAt, trueStateOf } from './lifecycle.ts';
import { viewOf } from './links.ts';
import { callbackBody } from './shapes/index.ts';
import type { Store } from './store.ts';
import type { CallbackRecord, Task } from './types.ts';

const ANSWER_TIMEOUT_MS = 30_000;

export interface CallbackWish {
	times?: number;
	/** Replaces what the vendor would send, for forged and malformed calls. */
	url?: string;
	method?: 'GET' | 'POST';
	body?: unknown;
}

export interface Caller {
	schedule: (task: Task) => void;
	fire: (task: Task, wish?: CallbackWish, at?: number) => Promise<CallbackRecord[]>;
	stop: () => void;
}

export function createCaller(store: Store, filesUrl: string): Caller {
	let stopped = new AbortController();

	async function fire(task: Task, wish: CallbackWish = {}, at = store.now()): Promise<CallbackRecord[]> {
		const url = wish.url ?? task.callbackUrl;
		if (!url) return [];
		const method = wish.method ?? (task.format === 'aiVideo' ? 'GET' : 'POST');
		const body = 'body' in wish ? wish.body : callbackBody(viewOf(task, trueStateOf(task, at), at, store.scenario, filesUrl));
		const target = method === 'GET' && wish.url === undefined ? withUuid(url, task.id, task.steering.callbackAppend) : url;
		const times = wish.times ?? task.steering.callbackTimes ?? 1;
		return await Promise.all(Array.from({ length: times }, () => call(task.id, method, target, method === 'POST' ? body : undefined)));
	}

	async function call(taskId: string, method: 'GET' | 'POST', url: string, body: unknown): Promise<CallbackRecord> {
		const record: CallbackRecord = { at: store.now(), taskId, method, url, ...(body !== undefined && { body }) };
		store.callbacks.push(record);
		try {
			record.status = await deliver(method, url, body);
		} catch (error) {
			record.error = error instanceof Error ? error.message : String(error);
		}
		return record;
	}

	function schedule(task: Task): void {
		const { callbacks, callbackDelayMs = 0, callbackOrder } = task.steering;
		if (callbacks === 'off' || !task.callbackUrl || task.finishedAt === undefined) return;
		const changes = task.format === 'pro' && callbacks !== 'final' ? [startedAt(task), task.finishedAt] : [task.finishedAt];
		// Out of order, the final call comes first and the earlier one after it.
		const moments = callbackOrder === 'reverse' ? changes.map((_, index) => (task.finishedAt ?? 0) + index * 100) : changes;
		const reported = callbackOrder === 'reverse' ? changes.toReversed() : changes;
		moments.forEach((moment, index) => {
			const waitMs = Math.max(0, moment - store.now()) + callbackDelayMs;
			pause(waitMs, undefined, { signal: stopped.signal })
				.then(() => fire(task, {}, reported[index]))
				.catch(() => undefined);
		});
	}

	function stop(): void {
		stopped.abort();
		stopped = new AbortController();
	}

	return { schedule, fire, stop };
}

/** Nobody documents how the vendor appends, so both ways can be played. */
export function withUuid(url: string, taskId: string, append = 'url'): string {
	if (append === 'naive') return `${url}?uuid=${taskId}`;
	const target = new URL(url);
	target.searchParams.set('uuid', taskId);
	return target.href;
}

/** The placeholder addresses of the documents belong to strangers, so only this machine is ever called. */
export function isLoopback(url: string): boolean {
	return URL.canParse(url) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}

function deliver(method: string, url: string, body: unknown): Promise<number> {
	return new Promise((resolve, reject) => {
		if (!isLoopback(url)) return reject(new Error('not loopback'));
		const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
		const headers = payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) };
		const call = request(url, { method, headers, agent: false, timeout: ANSWER_TIMEOUT_MS }, (response) => {
			response.resume();
			response.once('end', () => resolve(response.statusCode ?? 0));
			response.once('error', reject);
		});
		call.once('timeout', () => call.destroy(new Error('no answer')));
		call.once('error', reject);
		call.end(payload);
	});
}
