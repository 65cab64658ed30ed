import type { Receipt } from '../../task/purchase';
import type { ItemFailure } from '../context/errors';
import type { Run } from './run';

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
