import { asRecord, isRecord } from './rest.ts';

export const FINAL_STATUSES = ['success', 'error', 'canceled', 'crashed'] as const;
export type ExecutionStatus = (typeof FINAL_STATUSES)[number] | 'new' | 'running' | 'waiting' | 'unknown';

export interface BinaryFile {
	/** Absent in memory mode, where `data` holds the bytes in base64. */
	id?: string;
	data: string;
	mimeType: string;
	fileName?: string;
	fileExtension?: string;
	fileSize?: string;
	bytes?: number;
}

export interface Item {
	json: Record<string, unknown>;
	binary?: Record<string, BinaryFile>;
	pairedItem?: unknown;
	error?: unknown;
}

export interface NodeError {
	message: string;
	description?: string | null;
	name?: string;
	httpCode?: string | null;
	context?: Record<string, unknown>;
	[key: string]: unknown;
}

export interface NodeRun {
	executionStatus: ExecutionStatus;
	executionTime: number;
	startTime: number;
	error?: NodeError;
	/** Per connection type, per output: `data.main[0]` is the first output. */
	data?: Record<string, Array<Item[] | null>>;
	hints?: Array<{ message: string }>;
	metadata?: Record<string, unknown>;
	inputOverride?: Record<string, Array<Item[] | null>>;
}

export interface Execution {
	id: string;
	status: ExecutionStatus;
	mode: string;
	finished: boolean;
	workflowId: string;
	startedAt: string | null;
	stoppedAt: string | null;
	waitTill: string | null;
	retryOf: string | null;
	error?: NodeError;
	lastNode?: string;
	nodes: Record<string, NodeRun[]>;
	/** Everything n8n saved of the run, decoded. */
	data: Record<string, unknown>;
}

/** Reads n8n's answer of GET /executions/:id. */
export function readExecution(answer: unknown): Execution {
	const row = asRecord(answer);
	const data = asRecord(typeof row['data'] === 'string' ? unflatten(row['data']) : row['data']);
	const resultData = asRecord(data['resultData']);
	return {
		...(row as unknown as Omit<Execution, 'nodes' | 'data'>),
		id: String(row['id']),
		...(isRecord(resultData['error']) ? { error: resultData['error'] as NodeError } : {}),
		...(typeof resultData['lastNodeExecuted'] === 'string' ? { lastNode: resultData['lastNodeExecuted'] } : {}),
		nodes: asRecord(resultData['runData']) as Record<string, NodeRun[]>,
		data,
	};
}

/** The items of one node's run; the last run unless told otherwise. */
export function itemsOf(execution: Execution, nodeName: string, output = 0, runIndex = -1, type = 'main'): Item[] {
	return execution.nodes[nodeName]?.at(runIndex)?.data?.[type]?.[output] ?? [];
}

/** n8n stores a run as one array in which every string inside an object is the index of its value. */
export function unflatten(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const seen = new Map<number, unknown>();

	const resolve = (index: number): unknown => {
		if (seen.has(index)) return seen.get(index);
		const entry = entries[index];
		if (!isRecord(entry) && !Array.isArray(entry)) return entry;
		const target: Record<string, unknown> | unknown[] = Array.isArray(entry) ? [] : {};
		seen.set(index, target);
		for (const [key, value] of Object.entries(entry)) {
			Object.assign(target, { [key]: typeof value === 'string' ? resolve(Number(value)) : value });
		}
		return target;
	};
	return resolve(0);
}
