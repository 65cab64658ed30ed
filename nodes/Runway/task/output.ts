import type { Format } from './protocol';
import type { Task, TaskFacts, TaskStatus } from './task';
import { isObject, withoutGaps } from './values';

/** One item's json, the same for every API; what is not known is left out. */
export type TaskOutput = Omit<TaskFacts, 'refunded'> & {
	taskId: string;
	format: Format;
	operation: string;
	status: TaskStatus;
	url?: string;
	urls?: string[];
	failure?: string;
	failureCode?: string;
	retryable?: boolean;
	polls?: number;
	raw?: object;
};

export interface TaskOrigin {
	taskId: string;
	format: Format;
	operation: string;
}

export interface Seen {
	task?: Task;
	status?: TaskStatus;
	retryable?: boolean;
	polls?: number;
	raw?: unknown;
}

export function taskOutput(origin: TaskOrigin, { task, status, retryable, polls, raw }: Seen): TaskOutput {
	const succeeded = task?.state === 'succeeded' ? { url: task.urls[0], urls: task.urls } : {};
	const failed = task?.state === 'failed' ? { failure: task.reason, failureCode: task.code, retryable } : {};
	const { refunded: _, ...facts } = task?.facts ?? {};
	return withoutGaps({
		...origin,
		status: status ?? task?.status ?? 'queued',
		...facts,
		...succeeded,
		...failed,
		polls,
		raw: isObject(raw) ? raw : undefined,
	});
}
