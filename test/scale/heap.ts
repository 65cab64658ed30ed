import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../playground/lab/until.ts';
import type { Stage } from '../e2e/stage.ts';

const HEAP_FILE = join(tmpdir(), `n8n-heap-${process.pid}`);
const SETTLE_MS = 5_000;
const PATIENCE_MS = 60_000;

/** What an n8n needs whose heap is to be measured. */
export const MEASURED = { HEAP_FILE, NODE_OPTIONS: `--max-old-space-size=1024 --require=${join(import.meta.dirname, 'heap.cjs')}` };

/** What n8n cannot let go of, once it has become quiet. */
export async function heapMegabytes({ lab }: Stage): Promise<number> {
	await delay(SETTLE_MS);
	const file = `${HEAP_FILE}.${lab.server.pid}`;
	rmSync(file, { force: true });
	process.kill(lab.server.pid, 'SIGUSR2');
	await until('n8n to tell its heap', () => existsSync(file) && readFileSync(file, 'utf8') !== '', PATIENCE_MS);
	const bytes = Number(readFileSync(file, 'utf8'));
	rmSync(file);
	return bytes / 1024 ** 2;
}
