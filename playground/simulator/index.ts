import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { serveApi } from './api.ts';
import { type CallbackWish, createCaller } from './callbacks.ts';
import { CONTROL_PREFIX, fireCallback, serveControl } from './control.ts';
import { fileFor, serveFile } from './files.ts';
import { close, describeRequest, listen, readBody, send } from './http.ts';
import { outputNames } from './links.ts';
import { type ScenarioInput, Store } from './store.ts';
import type { CallbackRecord, Charge, RequestRecord, Task } from './types.ts';

export type { CallbackWish } from './callbacks.ts';
export type { Steering } from './steering.ts';
export type { CallbackRecord, Charge, Family, RequestRecord, Scenario, Task } from './types.ts';

export interface SimulatorOptions {
	port?: number;
	filesPort?: number;
	host?: string;
	/** A name, or what differs from the default scenario. */
	scenario?: ScenarioInput;
	/** A clock of the caller's own, for hours that pass in milliseconds; callbacks and slow files keep to real time. */
	now?: () => number;
}

export interface Simulator {
	url: string;
	filesUrl: string;
	ledger: { charges: Charge[] };
	requests: RequestRecord[];
	callbacks: CallbackRecord[];
	tasks: Map<string, Task>;
	setScenario: (scenario: ScenarioInput) => void;
	sendCallback: (taskId: string, wish?: CallbackWish) => Promise<CallbackRecord[]>;
	/** The bytes that a task delivers as output number `index`, without the padding of `fileSize`. */
	fileFor: (taskId: string, index?: number) => Buffer;
	/** Refuses connections to the API until it is online again. */
	goOffline: () => Promise<void>;
	goOnline: () => Promise<void>;
	reset: () => void;
	close: () => Promise<void>;
}

/** A client that keeps connections would otherwise still send into one that is gone. */
const CLIENTS_NOTICE_MS = 50;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const { port = 0, filesPort = 0, host = '127.0.0.1', scenario = {}, now = Date.now } = options;
	const store = new Store(scenario, now);
	const [apiServer, filesServer] = [createServer(), createServer()];
	const url = await listen(apiServer, port, host);
	const filesUrl = await listen(filesServer, filesPort, host);
	const caller = createCaller(store, filesUrl);
	const vendor = { store, caller, filesUrl };

	const serveFiles = (origin: 'api' | 'files'): Handler => async (request, response) => {
		const record = describeRequest(request, origin, store.now());
		store.requests.push(record);
		record.body = await readBody(request);
		await serveFile(store, record, response, url);
	};
	const redirectedFiles = serveFiles('api');
	filesServer.on('request', guarded(serveFiles('files')));
	apiServer.on('request', guarded(async (request, response) => {
		const path = request.url ?? '';
		if (path.startsWith(CONTROL_PREFIX)) return await serveControl(vendor, request, response);
		return path.startsWith('/results/') ? await redirectedFiles(request, response) : await serveApi(vendor, request, response);
	}));

	return {
		url,
		filesUrl,
		ledger: store.ledger,
		requests: store.requests,
		callbacks: store.callbacks,
		tasks: store.tasks,
		setScenario: (change) => store.setScenario(change),
		sendCallback: (taskId, wish) => fireCallback(vendor, taskId, wish),
		fileFor: (taskId, index = 0) => fileOf(store, taskId, index),
		goOffline: async () => {
			await close(apiServer);
			await pause(CLIENTS_NOTICE_MS);
		},
		goOnline: async () => void (await listen(apiServer, Number(new URL(url).port), host)),
		reset: () => {
			caller.stop();
			store.reset();
		},
		close: async () => {
			caller.stop();
			await Promise.all([close(apiServer), close(filesServer)]);
		},
	};
}

function fileOf(store: Store, taskId: string, index: number): Buffer {
	const task = store.tasks.get(taskId);
	const name = task && outputNames(task)[index];
	if (!task || !name) throw new Error(`There is no output ${index} of task ${taskId}`);
	return fileFor(task, name);
}

/** A mistake in a directive is answered loudly; a client that went away is nobody's fault. */
function guarded(handle: Handler) {
	return (request: IncomingMessage, response: ServerResponse): void => {
		handle(request, response).catch((error: unknown) => {
			if (response.headersSent || response.destroyed) return void response.destroy();
			const message = error instanceof Error ? error.message : String(error);
			send(response, { status: 400, body: { error: { message, type: 'simulator_error', param: '', code: 'simulator' } } });
		});
	};
}
