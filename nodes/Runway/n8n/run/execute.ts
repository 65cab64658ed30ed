import { failureOf, type ItemFailure } from '../context/errors';
import type { Job } from './item';
import type { Submitted } from '../suspend/suspend';
import { endsOnFailure, type Run } from './run';
import type { Receipt } from '../../task/purchase';

/** Runs all items together; where one failure ends the node, the others stop waiting and no further one is paid for. */
export async function runJobs(run: Run, jobs: Job[]) {
	const failures: Array<{ failure: ItemFailure; itemIndex: number }> = [];
	const results = await Promise.all(
		jobs.map(async (job, itemIndex) => {
			const result = await job().catch((error: unknown): Submitted => ({ failure: failureOf(error) }));
			if ('failure' in result) {
				failures.push({ failure: result.failure, itemIndex });
				if (endsOnFailure(run.context)) run.halt.abort();
			}
			return result;
		}),
	);
	return { results, firstFailure: failures[0] };
}

/** What a run has started beside the failed task, for the error of one of its items. */
export function describeOthers({ receipts }: Run, failure: ItemFailure, failedIndex: number): string {
	const tasks = [...receipts].flatMap(([itemIndex, book]) => tasksOf(book.find()).map((text) => ({ itemIndex, text })));
	if (tasks.every(({ itemIndex, text }) => itemIndex === failedIndex && (text === failure.taskId || failure.mayBePaid))) return '';
	const list = tasks.map(({ itemIndex, text }) => `item ${itemIndex}: ${text}`).join(', ');
	return `Tasks of this run: ${list}. A retry of this execution picks them up and does not buy them again. To have them delivered although an item fails, set On Error to Continue, save, and retry.`;
}

function tasksOf(receipt: Receipt | undefined): string[] {
	if (!receipt) return [];
	const { taskId = 'unknown, perhaps paid', failedTaskIds = [] } = receipt;
	return [...failedTaskIds.map((failedId) => `${failedId} (failed before)`), taskId];
}
