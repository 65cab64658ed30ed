import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch } from './batch.ts';
import type { FloorPlan } from './floor.ts';

type OrderBody = { plan: FloorPlan } | { stop: true } | { file: { url: string; path: string } };
export type FloorOrder = { id: number } & OrderBody;
export type FloorAnswer = { id: number; result?: { makespanMs: number }; problem?: string };

/** The bare client in a process of its own, so that its CPU time and its memory can be told apart. */
export function openFloor(api: { url: string; key: string }) {
	const folder = mkdtempSync(join(tmpdir(), 'runway-floor-'));
	const child = fork(join(import.meta.dirname, 'floorMain.ts'), { stdio: 'inherit' });
	// One listener for each batch under way.
	child.setMaxListeners(0);
	let orders = 0;

	const ask = async (order: OrderBody): Promise<{ makespanMs: number }> => {
		const id = ++orders;
		return await new Promise((resolve, reject) => {
			const onMessage = (answer: FloorAnswer) => {
				if (answer.id !== id) return;
				child.off('message', onMessage);
				if (answer.result) resolve(answer.result);
				else reject(new Error(answer.problem));
			};
			child.on('message', onMessage);
			child.send({ id, ...order });
		});
	};
	return {
		pid: child.pid ?? 0,
		run: async (batch: Batch, pollMs?: number) => await ask({ plan: { ...api, folder, batch, ...(pollMs !== undefined && { pollMs }) } }),
		saveFile: async (url: string) => await ask({ file: { url, path: join(folder, 'file') } }),
		stop: async () => await ask({ stop: true }),
		close: () => {
			child.kill();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

export type Floor = ReturnType<typeof openFloor>;
