import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Case } from '../cases.ts';
import type { Stage } from '../stage.ts';

/** Runs in a real process with the real engine, which is killed while its tasks run. */
async function runAndKill({ simulator, key, results }: Stage, prompts: string[]): Promise<void> {
	const victim = join(import.meta.dirname, '..', 'victim.ts');
	const child = spawn(process.execPath, [victim, simulator.url, key, JSON.stringify(prompts)], { stdio: ['ignore', 'pipe', 'ignore'] });
	let log = '';
	child.stdout.on('data', (chunk) => (log += chunk));
	const deadlineMs = Date.now() + 30_000;
	const accepted = () => log.match(/Runway task accepted/g)?.length ?? 0;
	while (accepted() < prompts.length && Date.now() < deadlineMs) await new Promise((wake) => setTimeout(wake, 20));
	child.kill('SIGKILL');
	await once(child, 'close');
	// Nothing was saved, so the log is all there is to judge.
	results.push({ run: { status: 'crashed', data: { resultData: { runData: {} } } }, output: [], errorOutput: [], logs: log.split('\n') } as never);
}

const wishes = (seconds: number) => [1, 2, 3].map((wish) => `wish ${wish} sim(seconds=${seconds})`);

export const killed: Case[] = [
	{
		title: 'Killed while tasks run (the ids are in the log)',
		run: async (stage) => {
			await runAndKill(stage, wishes(3000));
			return { injected: 3, charged: 3, delivered: 0, told: 0 };
		},
	},
	{
		title: 'Killed while tasks run, then retried: n8n kept nothing, so all is bought again (what to avoid)',
		run: async (stage) => {
			const prompts = wishes(90);
			await runAndKill(stage, prompts);
			await stage.run({ items: prompts.map((prompt) => ({ json: { prompt } })) });
			return { injected: 3, charged: 6, delivered: 3, told: 0, perWish: 2 };
		},
	},
];
