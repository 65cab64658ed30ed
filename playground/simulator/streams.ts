import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { freeBoxHeader } from './assets.ts';

const SLICES = 20;
const filler = Buffer.alloc(64 * 1024);

export interface FileAnswer {
	mimeType: string;
	content: Buffer;
	/** Larger than the content when padding follows. */
	sizeBytes: number;
	/** Sent without a Content-Length, so that only counting tells the size. */
	unannounced?: boolean;
	/** How the content is compressed. */
	encoding?: 'gzip';
	httpStatus?: number;
	headOnly?: boolean;
}

export async function sendFile(response: ServerResponse, answer: FileAnswer): Promise<void> {
	response.writeHead(answer.httpStatus ?? 200, headers(answer));
	if (answer.headOnly) return void response.end();
	await pipeline(Readable.from(padded(answer)), response);
}

export function sendHalf(response: ServerResponse, answer: FileAnswer): void {
	response.writeHead(200, headers(answer));
	response.write(answer.content.subarray(0, Math.floor(answer.content.length / 2)), () => response.socket?.end());
}

export async function sendSlowly(response: ServerResponse, answer: FileAnswer, seconds: number): Promise<void> {
	response.writeHead(200, headers({ ...answer, sizeBytes: answer.content.length }));
	await pipeline(Readable.from(slices(answer.content, seconds)), response);
}

function headers({ mimeType, sizeBytes, unannounced, encoding }: FileAnswer): Record<string, string | number> {
	return { 'content-type': mimeType, ...(!unannounced && { 'content-length': sizeBytes }), ...(encoding && { 'content-encoding': encoding }) };
}

/** One buffer over and over, so a gigabyte costs no memory. In a video the padding is a box that players skip. */
function* padded({ content, sizeBytes }: FileAnswer): Generator<Buffer> {
	yield content;
	let restBytes = sizeBytes - content.length;
	if (restBytes >= 8 && restBytes < 2 ** 32) {
		yield freeBoxHeader(restBytes);
		restBytes -= 8;
	}
	for (; restBytes > 0; restBytes -= filler.length) yield filler.subarray(0, Math.min(restBytes, filler.length));
}

async function* slices(content: Buffer, seconds: number): AsyncGenerator<Buffer> {
	const sliceBytes = Math.ceil(content.length / SLICES);
	for (let start = 0; start < content.length; start += sliceBytes) {
		yield content.subarray(start, start + sliceBytes);
		await pause((seconds * 1000) / SLICES);
	}
}
