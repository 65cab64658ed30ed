import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool, request } from 'undici';
import { API_VERSION, type Batch, bodyOf, promptsOf } from './batch.ts';

export interface FloorPlan {
	url: string;
	key: string;
	folder: string;
	batch: Batch;
	/** How long to wait before each read; what the APIs allow unless told otherwise. */
	pollMs?: number;
}

const POLL_MS = 5_000;

/** What the protocol requires and nothing more: submit all, read each task every five seconds, stream its file to disk. */
export async function runFloor({ url, key, folder, batch, pollMs = POLL_MS }: FloorPlan, stopped?: AbortSignal): Promise<{ makespanMs: number }> {
	const api = new Pool(url, { connections: 20 });
	const headers = { authorization: `Bearer ${key}`, 'x-runway-version': API_VERSION, 'content-type': 'application/json' };
	const startedAtMs = performance.now();

	const ask = async (path: string, body?: object): Promise<Record<string, unknown>> => {
		const answer = await api.request({ path, method: body ? 'POST' : 'GET', headers, body: body ? JSON.stringify(body) : null });
		return (await answer.body.json()) as Record<string, unknown>;
	};
	const runTask = async (prompt: string) => {
		const { id } = await ask('/runwayml/v1/image_to_video', bodyOf(prompt));
		for (;;) {
			if (pollMs > 0) await delay(pollMs, undefined, { signal: stopped });
			const { status, output } = await ask(`/runwayml/v1/tasks/${String(id)}`);
			if (status === 'SUCCEEDED') return await saveFile((output as string[])[0] ?? '', join(folder, `${String(id)}.mp4`));
		}
	};
	const prompts = promptsOf(batch).values();
	const lanes = batch.maxParallel || batch.seconds.length;
	await Promise.all(
		Array.from({ length: lanes }, async () => {
			for (const prompt of prompts) await runTask(prompt);
		}),
	);
	await api.close();
	return { makespanMs: performance.now() - startedAtMs };
}

export async function saveFile(address: string, path: string): Promise<void> {
	const { body } = await request(address);
	await pipeline(body, createWriteStream(path));
}
