import type { Simulator } from '../playground/simulator/index.ts';

/** One task as the API saw it. */
export interface WatchedTask {
	name: string;
	submittedAt: number;
	finishedAt: number;
	reads: number[];
	/** From the end of the task to the read that found it ended. */
	lagSeconds: number;
}

const READ_PATH = /^\/runwayml\/v1\/tasks\/(.+)$/;

/** The finished tasks of all batches whose name begins so. */
export function watchedTasks({ tasks, requests }: Simulator, name: string): WatchedTask[] {
	const reads = new Map<string, number[]>();
	for (const { path, at } of requests) {
		const taskId = READ_PATH.exec(path)?.[1];
		if (taskId) reads.set(taskId, [...(reads.get(taskId) ?? []), at]);
	}
	return [...tasks.values()].flatMap(({ id, body, createdAt, finishedAt = Infinity }) => {
		const prompt = String((body as { promptText?: unknown }).promptText);
		const seen = reads.get(id) ?? [];
		const lagSeconds = ((seen.at(-1) ?? 0) - finishedAt) / 1_000;
		if (!prompt.startsWith(`${name} `) && !prompt.startsWith(`${name}/`)) return [];
		return lagSeconds < 0 ? [] : { name: prompt, submittedAt: createdAt, finishedAt, reads: seen, lagSeconds };
	});
}

/** The shortest time between two reads of the same task. */
export const shortestGapSeconds = (tasks: WatchedTask[]): number =>
	Math.min(...tasks.flatMap(({ submittedAt, reads }) => reads.map((at, index) => (at - (reads[index - 1] ?? submittedAt)) / 1_000)));
