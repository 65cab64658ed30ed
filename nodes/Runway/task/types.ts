export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
	[key: string]: JsonValue | undefined;
}

export interface ApiRequest {
	method: 'GET' | 'POST';
	path: string;
	query?: Record<string, string>;
	body?: JsonObject;
}

export interface Answer {
	httpStatus: number;
	headers: Record<string, string>;
	/** Parsed JSON where the server sent JSON, otherwise the text it sent. */
	body: unknown;
}

/** `noConnection`: the server never saw the request. `lost`: it may have. */
export type HttpOutcome =
	| { kind: 'answer'; answer: Answer }
	| { kind: 'noConnection' | 'lost'; text: string }
	| { kind: 'cancelled' };

export type FaultKind =
	| 'badKey'
	| 'forbidden'
	| 'noCredit'
	| 'tooLarge'
	| 'busy'
	| 'rejected'
	| 'noChannel'
	| 'wrongAddress'
	| 'serverTrouble'
	| 'notUnderstood'
	| 'noConnection'
	| 'lost';

/** Why an answer was not the documented one. `text` is the vendor's, already cut and cleaned. */
export interface Fault {
	kind: FaultKind;
	httpStatus?: number;
	code?: string;
	text?: string;
	retryAfterMs?: number;
}

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

/** The words of the output; `timedOut` is ours, the task itself may go on. */
export type TaskStatus = Task['status'] | 'timedOut';

export type Task = PendingTask | SucceededTask | FailedTask;
export type FinishedTask = SucceededTask | FailedTask;

/** `missing`: the API says it knows no such task, which is normal just after a submission. */
export type Reading = Task | { state: 'missing'; text: string } | { state: 'unreadable'; fault: Fault };

export type Format = 'official' | 'pro' | 'aiVideo';

/** One API's words for submitting and reading a task. Nothing here throws, whatever the server sends. */
export interface Protocol {
	format: Format;
	vendor: 'CometAPI' | 'AI Video API';
	credentialType: 'cometApiRunwayApi' | 'aiVideoApi';
	/** How the vendor calls back, where it does. */
	/** Where the user finds the operations that read and await a task of this API. */
	taskOperations: { get: string; wait: string };
	callbackMethod?: 'POST' | 'GET';
	/** Sent when the vendor refuses a body without a callback and nobody gave one. */
	placeholderCallbackUrl?: string;
	headers(apiVersion: string): Record<string, string>;
	submitted(answer: Answer): { taskId: string } | { fault: Fault };
	statusRequest(taskId: string): ApiRequest;
	read(answer: Answer): Reading;
}
