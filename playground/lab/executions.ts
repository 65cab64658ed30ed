import { setTimeout as delay } from 'node:timers/promises';
import { FINAL_STATUSES, readExecution, type BinaryFile, type Execution, type ExecutionStatus } from './execution.ts';
import { asRecord, type Rest } from './rest.ts';
import { until } from './until.ts';

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: ExecutionStatus;
	mode: string;
	startedAt: string | null;
	stoppedAt: string | null;
	waitTill: string | null;
}

export interface ListOptions {
	workflowId?: string;
	status?: ExecutionStatus[];
	limit?: number;
}

const POLL_MS = 150;

export function executionCalls(rest: Rest) {
	const get = async (id: string): Promise<Execution> => readExecution(await rest.call('GET', `/executions/${id}`));

	const list = async ({ limit = 100, ...filter }: ListOptions = {}): Promise<ExecutionSummary[]> => {
		const query = new URLSearchParams({ limit: String(limit), filter: JSON.stringify(filter) });
		return asRecord(await rest.call('GET', `/executions?${query.toString()}`))['results'] as ExecutionSummary[];
	};

	/** Waits for a final status, or for one of the given ones. */
	const waitFor = async (
		id: string,
		statuses: readonly ExecutionStatus[] = FINAL_STATUSES,
		timeoutMs = 60_000,
	): Promise<Execution> => {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await get(id);
			if (statuses.includes(execution.status)) return execution;
			if (Date.now() > deadline) {
				throw new Error(`Execution ${id} is ${execution.status} after ${timeoutMs} ms, not ${statuses.join(' or ')}`);
			}
			await delay(POLL_MS);
		}
	};

	return {
		getExecution: get,
		listExecutions: list,
		waitForExecution: waitFor,

		/** The newest execution of a workflow, once there is one: how to find what a webhook call started. */
		latestExecution: async (workflowId: string, timeoutMs = 10_000): Promise<ExecutionSummary> =>
			await until(`an execution of workflow ${workflowId}`, async () => (await list({ workflowId, limit: 1 }))[0], timeoutMs),

		stopExecution: async (id: string) => asRecord(await rest.call('POST', `/executions/${id}/stop`, {})),

		/** Runs a failed execution again from the failed node; n8n answers when the retry has ended. */
		retryExecution: async (id: string, { loadWorkflow = false } = {}): Promise<string> =>
			String(asRecord(await rest.call('POST', `/executions/${id}/retry`, { loadWorkflow }))['id']),

		downloadBinary: async (id: string) => await rest.bytes(`/rest/binary-data?${binaryQuery(id)}`),

		/** The file of an item, wherever n8n keeps it. */
		fileBytes: async ({ id, data }: BinaryFile): Promise<Buffer> =>
			id === undefined ? Buffer.from(data, 'base64') : await rest.bytes(`/rest/binary-data?${binaryQuery(id)}`),
	};
}

const binaryQuery = (id: string) => new URLSearchParams({ id, action: 'download' }).toString();
