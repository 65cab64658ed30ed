import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Case } from '../cases.ts';

/** A real process with the real engine, killed while its tasks run. */
export const killed: Case = {
	title: 'Killed while tasks run (the ids are in the log)',
	run: async ({ simulator, key, results }) => {
		const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'victim.ts'), simulator.url, key], { stdio: ['ignore', 'pipe', 'ignore'] });
		let log = '';
		child.stdout.on('data', (chunk) => (log += chunk));
		const deadlineMs = Date.now() + 30_000;
		const accepted = () => log.match(/Runway task accepted/g)?.length ?? 0;
		while (accepted() < 3 && Date.now() < deadlineMs) await new Promise((wake) => setTimeout(wake, 20));
		child.kill('SIGKILL');
		await once(child, 'close');
		// Nothing was saved, so the log is all there is to judge.
		results.push({ run: { status: 'crashed', data: { resultData: { runData: {} } } }, output: [], errorOutput: [], logs: log.split('\n') } as never);
		return { injected: 3, charged: 3, delivered: 0, told: 0 };
	},
};
