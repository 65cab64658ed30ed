import { build } from 'esbuild';
import type { behaviourDefaults } from '../nodes/Runway/operations/behaviour.ts';
import type { protocols } from '../nodes/Runway/protocols/index.ts';
import type { awaitTask } from '../nodes/Runway/task/wait.ts';
import { PROJECT_FOLDER } from '../playground/lab/lines.ts';

interface Engine {
	awaitTask: typeof awaitTask;
	protocols: typeof protocols;
	behaviourDefaults: typeof behaviourDefaults;
}

const PARTS = `
	export { awaitTask } from './task/wait';
	export { protocols } from './protocols';
	export { behaviourDefaults } from './operations/behaviour';
`;

/** The engine from its sources, which name their imports as a bundler resolves them. */
export async function loadEngine(): Promise<Engine> {
	const { outputFiles } = await build({
		stdin: { contents: PARTS, resolveDir: `${PROJECT_FOLDER}/nodes/Runway` },
		bundle: true,
		format: 'esm',
		platform: 'node',
		write: false,
	});
	const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
	return (await import(`data:text/javascript;base64,${source}`)) as Engine;
}

/** One wait with the default options, on a clock that jumps to the next wake-up. */
export async function waitOnce({ awaitTask: wait, protocols: { official }, behaviourDefaults: defaults }: Engine, lengthMs: number, random: () => number) {
	let nowMs = 0;
	const clock = {
		random,
		nowMs: () => nowMs,
		sleep: async (durationMs: number) => await Promise.resolve((nowMs += durationMs) >= 0),
	};
	const http = async () => await Promise.resolve({ kind: 'answer' as const, answer: { httpStatus: 200, headers: {}, body: taskAt(nowMs >= lengthMs) } });
	const options = { intervalMs: Number(defaults.pollIntervalSeconds) * 1_000, timeoutMs: Number(defaults.timeoutMinutes) * 60_000, readAtOnce: false };
	const { polls } = await wait(official, 'task', options, { clock, http });
	return { reads: polls, lagMs: nowMs - lengthMs };
}

const taskAt = (isFinished: boolean) => ({
	id: 'task',
	status: isFinished ? 'SUCCEEDED' : 'RUNNING',
	output: isFinished ? ['https://files.example/result.mp4'] : undefined,
});
