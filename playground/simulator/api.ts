import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { endpoints } from './endpoints.ts';
import { aiVideoError, unauthorized } from './errors.ts';
import { describeRequest, readBody, reset, send } from './http.ts';
import { modelList, publicModelList, wrongPath } from './pages.ts';
import { read } from './read.ts';
import { text } from './shapes/view.ts';
import { cutsBeforeBody, submit } from './submit.ts';
import type { Answer, Family, RequestRecord } from './types.ts';
import type { Reply, Vendor } from './vendor.ts';

interface Route {
	family: Family;
	respond: (key: string) => Promise<Reply> | Reply;
}

const TASK_PATH = /^\/runwayml\/v1\/tasks\/([^/]*)$/;
const AI_VIDEO_PATH = /^\/(status|runway\/(generate|extend))(\/|$)/;

export async function serveApi(vendor: Vendor, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const { store } = vendor;
	const record = describeRequest(request, 'api', store.now());
	store.requests.push(record);
	if (endpointOf(record) && cutsBeforeBody(store, record.path)) return reset(response);
	record.body = await readBody(request);
	if (store.scenario.latencyMs > 0) await pause(store.scenario.latencyMs);
	const { answer, damage } = await reply(vendor, record);
	send(response, answer, damage);
}

async function reply(vendor: Vendor, request: RequestRecord): Promise<Reply> {
	const dialect = vendor.store.scenario;
	if (request.method === 'GET' && request.path === '/api/models') return { answer: publicModelList() };
	const route = routeOf(vendor, request);
	if (!route) return { answer: noRoute(vendor, request) };
	const key = keyOf(route.family, request.headers.authorization ?? '');
	return key === undefined ? { answer: unauthorized(route.family, dialect) } : await route.respond(key);
}

function routeOf(vendor: Vendor, request: RequestRecord): Route | undefined {
	const { method, path, query, body } = request;
	const endpoint = endpointOf(request);
	if (endpoint) return { family: endpoint.family, respond: (key) => submit(vendor, endpoint, request, key) };
	if (method === 'POST' && path === '/runway/feed') return { family: 'pro', respond: (key) => read(vendor, 'pro', text(body, 'task_id'), key) };
	if (method !== 'GET') return undefined;
	if (path === '/v1/models') return { family: 'official', respond: () => ({ answer: modelList() }) };
	if (path === '/status') return { family: 'aiVideo', respond: (key) => read(vendor, 'aiVideo', query.uuid ?? '', key) };
	const taskId = TASK_PATH.exec(path)?.[1];
	return taskId ? { family: 'official', respond: (key) => read(vendor, 'official', decodeURIComponent(taskId), key) } : undefined;
}

function endpointOf({ method, path }: RequestRecord) {
	return method === 'POST' ? endpoints.find((endpoint) => endpoint.path === path) : undefined;
}

function noRoute({ store, filesUrl }: Vendor, { path }: RequestRecord): Answer {
	return AI_VIDEO_PATH.test(path) ? aiVideoError(store.scenario, 404, 'Not Found') : wrongPath(store.scenario, filesUrl);
}

/** CometAPI wants `Bearer key`, AI Video API the bare key. Any key is an account, save those that start with "wrong". */
function keyOf(family: Family, authorization: string): string | undefined {
	const pattern = family === 'aiVideo' ? /^(?!Bearer\b)(\S+)$/ : /^Bearer (\S+)$/;
	const key = pattern.exec(authorization)?.[1];
	return key?.startsWith('wrong') ? undefined : key;
}
