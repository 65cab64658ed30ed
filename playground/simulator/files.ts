import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { formatOf } from './assets.ts';
import { gatewayError, htmlPage } from './errors.ts';
import { redirect } from './faults.ts';
import { reset, send } from './http.ts';
import type { Store } from './store.ts';
import { type FileAnswer, sendFile, sendHalf, sendSlowly } from './streams.ts';
import type { RequestRecord, Task } from './types.ts';

const HUGE_BYTES = 10 * 1024 ** 3;
/** Far above any limit of a test, but a node that has lost its limit must not fill the disk. */
const UNANNOUNCED_BYTES = 256 * 1024 ** 2;
/** Sent as some kilobytes, which is what makes it a bomb. */
const BOMB_BYTES = 16 * 1024 ** 2;

/** The bytes a task delivers under a name, without the padding that `fileSize` adds. */
export function fileFor(task: Task, name: string): Buffer {
	return formatOf(name)?.marked(`${task.id}/${name}`) ?? Buffer.alloc(0);
}

export async function serveFile(store: Store, request: RequestRecord, response: ServerResponse, elsewhere: string): Promise<void> {
	const parts = request.path.split('/');
	const name = parts.at(-1) ?? '';
	const format = formatOf(name);
	const headOnly = request.method === 'HEAD';
	// Inputs for examples: something to animate without asking the network.
	if (parts[1] === 'samples' && format) return await sendFile(response, whole(format.mimeType, format.marked('sample'), headOnly));
	const task = parts[1] === 'results' ? store.tasks.get(parts[2] ?? '') : undefined;
	if (!task || !format) return send(response, gatewayError(404, 'Not found'));
	const { file: everyFault, gif, fileTimes = Infinity, fileSize = 0, slowSeconds = 5 } = { ...store.scenario, ...task.directives };
	const file = name.endsWith('.gif') ? (gif ?? everyFault) : everyFault;
	const content = fileFor(task, name);
	const answer = { ...whole(format.mimeType, content, headOnly), sizeBytes: Math.max(fileSize, content.length) };
	// The target of the redirect delivers, or it would never end.
	const isSound = file === undefined || 'redirected' in request.query || store.count(`file ${request.path}`) > fileTimes;
	if (isSound) return await sendFile(response, answer);
	await sendFaulty(response, answer, file, { slowSeconds, location: `${elsewhere}${request.path}?redirected=1` });
}

function whole(mimeType: string, content: Buffer, headOnly: boolean): FileAnswer {
	return { mimeType, content, sizeBytes: content.length, headOnly };
}

/** Whatever encodings the client accepts, as a bucket does with what was put into it compressed. */
function gzipped(answer: FileAnswer): FileAnswer {
	const content = gzipSync(answer.content, { level: answer.content.length < BOMB_BYTES ? 0 : 1 });
	return { ...answer, content, sizeBytes: content.length, encoding: 'gzip' };
}

async function sendFaulty(response: ServerResponse, answer: FileAnswer, fault: string, options: { slowSeconds: number; location: string }): Promise<void> {
	if (fault === 'redirect') return send(response, redirect(302, options.location));
	if (fault === 'wrongtype') return send(response, htmlPage(200, 'Sign in'));
	if (fault === 'reset') return reset(response);
	if (fault === 'cut') return sendHalf(response, answer);
	if (fault === 'slow') return await sendSlowly(response, answer, options.slowSeconds);
	if (fault === 'huge') return await sendFile(response, { ...answer, sizeBytes: HUGE_BYTES });
	if (fault === 'empty') return await sendFile(response, { ...answer, content: Buffer.alloc(0), sizeBytes: 0 });
	if (fault === 'part') return await sendFile(response, { ...answer, httpStatus: 206 });
	if (fault === 'gzip') return await sendFile(response, gzipped(answer));
	if (fault === 'gzipcut') return sendHalf(response, gzipped(answer));
	if (fault === 'bomb') return await sendFile(response, gzipped({ ...answer, content: Buffer.alloc(BOMB_BYTES) }));
	if (fault === '204') return void response.writeHead(204).end();
	if (fault === 'unbounded') return await sendFile(response, { ...answer, sizeBytes: UNANNOUNCED_BYTES, unannounced: true });
	if (/^[45]\d\d$/.test(fault)) return send(response, htmlPage(Number(fault), `Error ${fault}`));
	throw new Error(`Simulator: there is no file fault "${fault}"`);
}
