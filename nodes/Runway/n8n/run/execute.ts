import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { errorItem, failureOf, type ItemFailure, toNodeError, toolItem } from '../context/errors';
import { deliverOrSuspend, type Submitted } from '../suspend/suspend';
import { addHints } from './hints';
import { describeOthers } from './otherTasks';
import { prepareRun, type Start } from './prepareRun';
import { endsOnFailure, isToolRun, type Run } from './run';

interface ItemFailed {
	itemIndex: number;
	failure: ItemFailure;
}

/** One execution of the node: all items are checked before any of them costs money, then run together. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const failedItem = isToolRun(context) ? toolItem : errorItem;
	const prepared = await prepareRun(context);
	if ('failure' in prepared) return context.getInputData().map((_, itemIndex) => failedItem(prepared.failure, itemIndex));
	const { run, starts } = prepared;

	const toError = ({ failure, itemIndex }: ItemFailed) => toNodeError(context, failure, itemIndex, describeOthers(run, failure, itemIndex));
	const { submitted, firstFailed } = await startAll(run, starts);
	if (firstFailed && endsOnFailure(context)) throw toError(firstFailed);
	const delivered = await deliverOrSuspend(context, submitted);
	const output = delivered.map((result, itemIndex) => {
		if ('item' in result) return result.item;
		if (endsOnFailure(context)) throw toError({ failure: result.failure, itemIndex });
		return failedItem(result.failure, itemIndex);
	});
	addHints(run, output);
	return output;
}

/** Where one failure ends the node, the others stop waiting and no further one is paid for. */
async function startAll(run: Run, starts: Start[]): Promise<{ submitted: Submitted[]; firstFailed: ItemFailed | undefined }> {
	const failed: ItemFailed[] = [];
	const submitted = await Promise.all(
		starts.map(async (start, itemIndex) => {
			const result = await start().catch((error: unknown): Submitted => ({ failure: failureOf(error) }));
			if ('failure' in result) {
				failed.push({ failure: result.failure, itemIndex });
				if (endsOnFailure(run.context)) run.halt.abort();
			}
			return result;
		}),
	);
	return { submitted, firstFailed: failed[0] };
}
