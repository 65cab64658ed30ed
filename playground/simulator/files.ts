import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { freeBoxHeader, markedFile, mimeTypes } from './assets.ts';
import { htmlPage, gatewayError } from './errors.ts';
import { redirect } from './faults.ts';
import { reset, send } from './http.ts';
import type { Store } from './store.ts';
import type { MediaKind, RequestRecord, Task } from './types.ts';

const HUGE_BYTES = 10 * 1024 ** 3;
const SLICES = 20;
const filler = Buffer.alloc(64 * 1024);

interface FileAnswer {
	kind: MediaKind;
	content: Buffer;
	/** Larger than the content when padding follows. */
	sizeBytes: number;
}

/** The bytes a task delivers; without the padding that `fileSize` adds. */
export function fileFor(task: Task, name: string): Buffer {
	return markedFile(name.endsWith('.png') ? 'image' : task.kind, `${task.id}/${name}`);
}

export async function serveFile(store: Store, request: RequestRecord, response: ServerResponse, elsewhere: string): Promise<void> {
	const [, folder, id = '', name = ''] = request.path.split('/');
	if (folder === 'samples') return await stream(response, request, sample(id));
	const task = store.tasks.get(id);
	if (folder !== 'results' || !task || name === '') return send(response, gatewayError(404, 'Not found'));
	const { file, fileTimes = Infinity, fileSize = 0, slowSeconds = 5 } = { ...store.scenario, ...task.directives };
	const content = fileFor(task, name);
	const answer = { kind: name.endsWith('.png') ? 'image' : task.kind, content, sizeBytes: Math.max(fileSize, content.length) } as const;
	// The redirect's target serves the file itself, or it would never end.
	const redirected = 'redirected' in request.query;
	if (file === undefined || redirected || store.count(`file ${id} ${name}`) > fileTimes) return await stream(response, request, answer);
	await serveFaulty(response, request, answer, file, { slowSeconds, location: `${elsewhere}${request.path}?redirected=1` });
}

async function serveFaulty(response: ServerResponse, request: RequestRecord, answer: FileAnswer, fault: string, options: { slowSeconds: number; location: string }): Promise<void> {
	const { content } = answer;
	if (fault === 'redirect') return send(response, redirect(302, options.location));
	if (fault === 'wrongtype') return send(response, htmlPage(200, 'Sign in'));
	if (fault === 'reset') return reset(response);
	if (/^[45]\d\d$/.test(fault)) return send(response, htmlPage(Number(fault), `Error ${fault}`));
	if (fault === 'huge') return await stream(response, request, { ...answer, sizeBytes: HUGE_BYTES });
	if (fault === 'unbounded') return await stream(response, request, { ...answer, sizeBytes: HUGE_BYTES }, false);
	if (fault === 'cut') {
		response.writeHead(200, fileHeaders(answer));
		response.write(content.subarray(0, Math.floor(content.length / 2)), () => response.socket?.end());
		return;
	}
	if (fault !== 'slow') throw new Error(`Simulator: there is no file fault "${fault}"`);
	response.writeHead(200, fileHeaders({ ...answer, sizeBytes: content.length }));
	await pipeline(Readable.from(slowly(content, options.slowSeconds)), response);
}

async function stream(response: ServerResponse, { method }: RequestRecord, answer: FileAnswer, announce = true): Promise<void> {
	const headers = fileHeaders(answer);
	if (!announce) Reflect.deleteProperty(headers, 'content-length');
	response.writeHead(200, headers);
	if (method === 'HEAD') return void response.end();
	await pipeline(Readable.from(padded(answer.content, answer.sizeBytes)), response);
}

function fileHeaders({ kind, sizeBytes }: FileAnswer): Record<string, string | number> {
	return { 'content-type': mimeTypes[kind], 'content-length': sizeBytes, 'accept-ranges': 'none' };
}

/** One buffer over and over, so a gigabyte costs no memory. In a video the padding is a box that players skip. */
function* padded(content: Buffer, sizeBytes: number): Generator<Buffer> {
	yield content;
	let restBytes = sizeBytes - content.length;
	if (restBytes >= 8 && restBytes < 2 ** 32) {
		yield freeBoxHeader(restBytes);
		restBytes -= 8;
	}
	for (; restBytes > 0; restBytes -= filler.length) yield filler.subarray(0, Math.min(restBytes, filler.length));
}

async function* slowly(content: Buffer, seconds: number): AsyncGenerator<Buffer> {
	const sliceBytes = Math.ceil(content.length / SLICES);
	for (let start = 0; start < content.length; start += sliceBytes) {
		yield content.subarray(start, start + sliceBytes);
		await pause((seconds * 1000) / SLICES);
	}
}

/** Inputs for examples: something to animate without asking the network. */
function sample(name: string): FileAnswer {
	const kind = name.endsWith('.mp4') ? 'video' : 'image';
	const content = markedFile(kind, 'sample');
	return { kind, content, sizeBytes: content.length };
}

