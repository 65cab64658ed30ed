import type { Steering } from './steering.ts';
import type { Task } from './types.ts';

export type Phase = 'missing' | 'queued' | 'running' | 'succeeded' | 'failed' | 'undocumented';

export interface TaskState {
	phase: Phase;
	/** From 0 to 1. */
	progress: number;
}

const QUEUED_SHARE = 0.2;
const DEFAULT_SECONDS = 2;

export function secondsOf(steering: Steering): number {
	return steering.seconds ?? DEFAULT_SECONDS;
}

/** When the task leaves the queue. */
export function startedAt(task: Task): number {
	return task.createdAt + secondsOf(task.steering) * QUEUED_SHARE * 1000;
}

export function finishOf(createdAt: number, steering: Steering): number | undefined {
	return steering.status === undefined ? createdAt + secondsOf(steering) * 1000 : undefined;
}

/** What a read is told. */
export function stateOf(task: Task, now: number): TaskState {
	return isForgotten(task.steering, (now - task.createdAt) / 1000) ? { phase: 'missing', progress: 0 } : trueStateOf(task, now);
}

/** How the task stands even while reads do not find it; callbacks know. */
export function trueStateOf(task: Task, now: number): TaskState {
	const { status, fail, progressBack } = task.steering;
	if (status !== undefined) return { phase: 'undocumented', progress: 0.5 };
	if (task.finishedAt !== undefined && now >= task.finishedAt) return { phase: fail === undefined ? 'succeeded' : 'failed', progress: 1 };
	if (now < startedAt(task)) return { phase: 'queued', progress: 0 };
	const share = (now - task.createdAt) / 1000 / secondsOf(task.steering);
	const reported = progressBack && share >= 0.5 ? share - 0.4 : share;
	return { phase: 'running', progress: Math.round(reported * 100) / 100 };
}

function isForgotten({ missing = 0, forgetAt, forgetFor = 0 }: Steering, elapsedSeconds: number): boolean {
	if (elapsedSeconds < missing) return true;
	return forgetAt !== undefined && elapsedSeconds >= forgetAt && elapsedSeconds < forgetAt + forgetFor;
}
