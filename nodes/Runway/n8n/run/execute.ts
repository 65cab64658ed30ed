import type { JobResult } from '../context/deliver';
import { failureOf, type ItemFailure } from '../context/errors';
import type { Start } from './prepareRun';
import type { Run } from './run';

/** Runs all items together; where one failure ends the node, the others stop waiting and no further one is paid for. */
export async function runJobs(run: Run, starts: Start[]) {
	const endsOnFailure = !run.context.continueOnFail() && !run.isTool;
	const failures: Array<{ failure: ItemFailure; itemIndex: number }> = [];
	const results = await Promise.all(
		starts.map(async (start, itemIndex) => {
			const result = await start().catch((error: unknown): JobResult => ({ failure: failureOf(error) }));
			if ('failure' in result) {
				failures.push({ failure: result.failure, itemIndex });
				if (endsOnFailure) run.halt.abort();
			}
			return result;
		}),
	);
	return { results, firstFailure: failures[0], endsOnFailure };
}

/** What else a run has started, for the error of one of its items. */
export function describeOthers(results: JobResult[], failedIndex: number): string {
	const tasks = results.flatMap((result, itemIndex) => {
		const taskId = taskOf(result);
		return taskId ? [{ itemIndex, text: `item ${itemIndex}: ${taskId}` }] : [];
	});
	if (tasks.every(({ itemIndex }) => itemIndex === failedIndex)) return '';
	const list = tasks.map(({ text }) => text).join(', ');
	return `Tasks of this run: ${list}. A retry of this execution picks them up and does not buy them again.`;
}

function taskOf(result: JobResult): string | undefined {
	if ('pending' in result) return result.pending.taskId;
	if ('item' in result) return result.item.json.taskId === undefined ? undefined : String(result.item.json.taskId);
	const { taskId, mayBePaid } = result.failure;
	return taskId ?? (mayBePaid && 'unknown, perhaps paid');
}
