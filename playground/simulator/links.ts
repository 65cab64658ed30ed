import { extensions } from './assets.ts';
import type { TaskState } from './lifecycle.ts';
import { failureText } from './failures.ts';
import type { View } from './shapes/index.ts';
import type { Dialect, Task } from './types.ts';

/** Result addresses are signed at the vendors; this one must not turn up in logs or errors either. */
const SIGNATURE = '_jwt=simulated-signature';

export function fileUrl(filesUrl: string, taskId: string, name: string): string {
	return `${filesUrl}/results/${taskId}/${name}?${SIGNATURE}`;
}

export function outputNames({ kind, steering }: Task): string[] {
	return Array.from({ length: steering.outputs ?? 1 }, (_, index) => `output-${index}.${extensions[kind]}`);
}

/** Joins a task's state with the addresses and words that its JSON shows. */
export function viewOf(task: Task, state: TaskState, now: number, dialect: Dialect, filesUrl: string): View {
	const { fail, nourl, url } = task.steering;
	const hasOutput = state.phase === 'succeeded' && !nourl;
	const address = (name: string) => fileUrl(filesUrl, task.id, name);
	return {
		task,
		state,
		now,
		dialect,
		outputs: hasOutput ? (url === undefined ? outputNames(task).map(address) : [url]) : [],
		poster: address('poster.png'),
		lastFrame: address('last_frame.png'),
		gif: address('preview.gif'),
		...(state.phase === 'failed' && fail !== undefined && { failure: { code: fail, text: failureText(fail) } }),
	};
}
