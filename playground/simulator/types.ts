import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Steering } from './steering.ts';

export type Family = 'official' | 'pro' | 'aiVideo';
export type MediaKind = 'image' | 'video';

/** How the vendors speak; every choice is a documented variant. */
export interface Dialect {
	officialRead: 'bare' | 'wrapped';
	proRead: 'numeric' | 'wrapped' | 'flat';
	proCreate: 'newer' | 'older';
	/** Where the wrapped shape keeps the address of the result. */
	wrappedResult: 'data' | 'result_url' | 'video_url' | 'fail_reason';
	officialErrors: 'task' | 'nested' | 'business';
	proErrors: 'task' | 'nested' | 'business';
	aiVideoErrors: 'detail' | 'error';
	aiVideoFailed: 'failed' | 'error';
	aiVideoProgress: 'fraction' | 'percent';
	queuedWord: 'PENDING' | 'THROTTLED';
	wrongPath: 'redirect' | 'html';
	latencyMs: number;
}

export type Scenario = Dialect & Steering;

export interface Task {
	id: string;
	key: string;
	format: Family;
	operation: string;
	kind: MediaKind;
	body: unknown;
	/** What the request asked for by itself. */
	directives: Steering;
	/** The same over the scenario's defaults at the time of the submission. */
	steering: Steering;
	createdAt: number;
	/** When the task ends; absent when it never does. */
	finishedAt?: number;
	callbackUrl?: string;
}

export interface Charge {
	taskId: string;
	key: string;
	format: Family;
	operation: string;
	body: unknown;
	at: number;
}

export interface RequestRecord {
	at: number;
	origin: 'api' | 'files';
	method: string;
	path: string;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	body: unknown;
}

export interface CallbackRecord {
	at: number;
	taskId: string;
	method: 'GET' | 'POST';
	url: string;
	body?: unknown;
	status?: number;
	error?: string;
}

export interface Answer {
	status: number;
	headers?: OutgoingHttpHeaders;
	/** A string is sent as it is, anything else as JSON. */
	body: unknown;
}
