import { NodeOperationError } from 'n8n-workflow';

import { startsTask } from '../operations/operation';
import type { JobResult } from './deliver';
import { failureOf, type ItemFailure } from './errors';
import type { Job } from './jobs';
import type { Run } from './run';
import { readSettings } from './settings';

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
	const lines = results.flatMap((result, itemIndex) => {
		const taskId = taskOf(result);
		return taskId ? [`item ${itemIndex}: ${taskId}`] : [];
	});
	return lines.length > 1 ? `Tasks of this run: ${lines.join(', ')}. A retry of this execution picks them up and does not buy them again.` : '';
}

function taskOf(result: JobResult): string | undefined {
	if ('pending' in result) return result.pending.taskId;
	if ('item' in result) return result.item.json.taskId === undefined ? undefined : String(result.item.json.taskId);
	const { taskId, mayBePaid } = result.failure;
	return taskId ?? (mayBePaid && 'unknown, perhaps paid');
}

export function checkMaxTasks({ context, operation }: Run, tasks: number): void {
	const { maxTasks } = readSettings(context, 0);
	if (!startsTask(operation) || maxTasks === 0 || tasks <= maxTasks) return;
	throw new NodeOperationError(context.getNode(), `${tasks} items would start ${tasks} paid tasks, the limit is ${maxTasks}`, {
		description: 'Nothing was sent. Raise “Max Paid Tasks per Run” in the options, or pass fewer items to the node.',
	});
}
