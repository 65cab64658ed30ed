import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { operations } from '../operations';
import { type Operation, startsTask } from '../operations/operation';
import type { Ports } from '../task/engine';
import { limiter } from '../task/limit';
import type { Protocol } from '../task/types';
import { n8nClock } from './clock';
import { failureOf, type ItemFailure } from './errors';
import { apiHttp } from './http';
import type { Job, JobResult } from './jobs';
import { readSettings } from './settings';

const SUBMISSIONS_AT_ONCE = 5;
const DOWNLOADS_AT_ONCE = 4;

export type Limited = <T>(work: () => Promise<T>) => Promise<T>;

/** What all items of one execution of the node share. */
export interface Run {
	context: IExecuteFunctions;
	operation: Operation;
	isTool: boolean;
	/** Ends the waiting of all items and keeps further ones from being submitted. */
	halt: AbortController;
	submitting: Limited;
	unfinished: Limited;
	downloading: Limited;
	ports(protocol: Protocol, apiVersion: string): Promise<Ports>;
}

export function startRun(context: IExecuteFunctions): Run {
	const halt = new AbortController();
	const clock = n8nClock(context.getExecutionCancelSignal(), halt.signal);
	const operation = findOperation(context);
	return {
		context,
		operation,
		halt,
		isTool: isToolRun(context),
		submitting: limiter(SUBMISSIONS_AT_ONCE),
		unfinished: limiter(readSettings(context, 0).maxParallel),
		downloading: limiter(DOWNLOADS_AT_ONCE),
		ports: async (protocol, apiVersion) => ({ clock, http: await apiHttp(context, protocol, apiVersion) }),
	};
}

/** Runs all items together; where one failure ends the node, the others stop waiting and no further one is paid for. */
export async function runJobs(run: Run, jobs: Job[]) {
	const endsOnFailure = !run.context.continueOnFail() && !run.isTool;
	const failures: Array<{ failure: ItemFailure; itemIndex: number }> = [];
	const results = await Promise.all(
		jobs.map(async (job, itemIndex) => {
			const result = await job().catch((error: unknown): JobResult => ({ failure: failureOf(error) }));
			if ('failure' in result) {
				failures.push({ failure: result.failure, itemIndex });
				if (endsOnFailure) run.halt.abort();
			}
			return result;
		}),
	);
	return { results, firstFailure: failures[0], paidTasks: describeTasks(results) };
}

function describeTasks(results: JobResult[]): string {
	const taskIds = results.map((result) => {
		if ('pending' in result) return result.pending.taskId;
		return 'item' in result ? result.item.json.taskId : result.failure.taskId;
	});
	const lines = taskIds.flatMap((taskId, itemIndex) => (taskId ? [`item ${itemIndex}: ${String(taskId)}`] : []));
	return lines.length > 1 ? `Tasks of this run: ${lines.join(', ')}. A retry of this execution picks them up and does not buy them again.` : '';
}

export function checkMaxTasks({ context, operation }: Run, tasks: number): void {
	const { maxTasks } = readSettings(context, 0);
	if (!startsTask(operation) || maxTasks === 0 || tasks <= maxTasks) return;
	throw new NodeOperationError(context.getNode(), `${tasks} items would start ${tasks} paid tasks, the limit is ${maxTasks}`, {
		description: 'Nothing was sent. Raise “Max Paid Tasks per Run” in the options, or pass fewer items to the node.',
	});
}

function findOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = operations.find((candidate) => candidate.resource === resource && candidate.option.value === value);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), `There is no operation “${String(value)}” for the resource “${String(resource)}”`, {
		description: 'Choose the resource and the operation from their lists again.',
	});
}

/** n8n 1.x has no `isToolExecution`; there the generated tool's type name tells. */
function isToolRun(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || ('isToolExecution' in context && context.isToolExecution());
}
