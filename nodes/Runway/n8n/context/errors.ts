import type { IExecuteFunctions, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Failure } from '../../task/failure';
import type { TaskOrigin } from '../../task/output';
import { cleanText, valueAt, withoutGaps } from '../../task/values';
import { sentences } from '../../task/words';

export type ItemFailure = Failure & Partial<TaskOrigin>;

export function badInput(context: IExecuteFunctions, itemIndex: number, displayName: string, problem: string) {
	return new NodeOperationError(context.getNode(), `${displayName} ${problem}`, {
		itemIndex,
		description: `Nothing was sent for item ${itemIndex}, so nothing was charged.`,
	});
}

/** n8n's own errors pass as they are; anything else gets the item it belongs to. */
export function asNodeError(context: IExecuteFunctions, error: unknown, itemIndex: number) {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(context.getNode(), failureOf(error).message, { itemIndex });
}

export function failureOf(error: unknown): ItemFailure {
	return {
		message: String(valueAt(error, 'message') ?? error),
		description: cleanText(valueAt(error, 'description')) ?? '',
		retryable: false,
	};
}

/** One failed item as an n8n error; `paidTasks` tells what else this run has started. */
export function toNodeError(context: IExecuteFunctions, failure: ItemFailure, itemIndex: number, paidTasks = '') {
	const { message, taskId, httpStatus } = failure;
	const details: JsonObject = { message, ...(taskId && { taskId }) };
	return new NodeApiError(context.getNode(), details, {
		message,
		description: sentences(failure.description, paidTasks),
		itemIndex,
		...(httpStatus && { httpCode: String(httpStatus) }),
	});
}

/** One key that holds an object: the only shape that reaches the error output whole on n8n 1.x and 2.x. */
export function errorItem(failure: ItemFailure, itemIndex: number): INodeExecutionData {
	return { json: { error: { ...withoutGaps(failure) } }, pairedItem: { item: itemIndex } };
}

/** An agent reads an empty text where a tool throws, or calls it again with a new purchase; so a tool never does. */
export function toolItem(failure: ItemFailure, itemIndex: number): INodeExecutionData {
	const { taskId, message, description, mayBePaid } = failure;
	const status = failure.status ?? (taskId || mayBePaid ? 'unknown' : 'failed');
	return { json: withoutGaps({ taskId, status, message: sentences(`${message}.`, description) }), pairedItem: { item: itemIndex } };
}
