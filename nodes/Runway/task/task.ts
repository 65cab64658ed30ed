import type { Fault } from './faults';

export interface TaskFacts {
	progress?: number;
	poster?: string;
	lastFrame?: string;
	cost?: number;
	refunded?: boolean;
	createdAt?: string;
	finishedAt?: string;
}

export interface PendingTask {
	state: 'pending';
	status: 'queued' | 'running';
	/** The vendor's own word, kept so that a time-out can report an undocumented one. */
	vendorStatus: string;
	facts: TaskFacts;
}

export interface SucceededTask {
	state: 'succeeded';
	status: 'succeeded';
	urls: [string, ...string[]];
	/** The one of them that shows the first in another form, so that the result is whole without it. */
	preview?: string;
	facts: TaskFacts;
}

export interface FailedTask {
	state: 'failed';
	status: 'failed' | 'cancelled';
	/** The vendor's own words, where it has any. */
	reason?: string;
	code?: string;
	facts: TaskFacts;
}

export type Task = PendingTask | SucceededTask | FailedTask;
export type FinishedTask = SucceededTask | FailedTask;

export type Status = Task['status'];

/** The words of the output; `timedOut` is ours, the task itself may go on. */
export type TaskStatus = Status | 'timedOut';

/** `missing`: the API says it knows no such task, which is normal just after a submission. */
export type Reading = Task | { state: 'missing'; text: string } | { state: 'unreadable'; fault: Fault };
