import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { startsTask } from '../../operations/operation';
import { limiter, strictest } from '../../task/limit';
import { asNodeError, failureOf, type ItemFailure } from '../context/errors';
import type { Submitted } from '../suspend/suspend';
import { type PreparedItem, prepareItem } from './item';
import { endsOnFailure, type Run, startRun } from './run';

export type Start = () => Promise<Submitted>;

/** Checks all items before any of them costs money; the failure is one that concerns the whole run. */
export async function prepareRun(context: IExecuteFunctions): Promise<{ run: Run; starts: Start[] } | { failure: ItemFailure }> {
	try {
		const run = startRun(context);
		const prepared = await prepareItems(run);
		const items = prepared.flatMap((each) => ('failure' in each ? [] : each));
		checkMaxTasks(run, items);
		const unfinished = limiter(strictest(items.map(({ settings }) => settings.maxParallel)));
		return { run, starts: prepared.map((each) => async () => ('failure' in each ? each : await each.start(unfinished))) };
	} catch (error) {
		// What is thrown under Continue On Fail would make n8n pass the input on as if it were the result.
		if (!endsOnFailure(context)) return { failure: failureOf(error) };
		throw asNodeError(context, error, 0);
	}
}

async function prepareItems(run: Run): Promise<Array<PreparedItem | { failure: ItemFailure }>> {
	const { context } = run;
	const prepared: Array<PreparedItem | { failure: ItemFailure }> = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			prepared.push(await prepareItem(run, itemIndex));
		} catch (error) {
			if (endsOnFailure(context)) throw asNodeError(context, error, itemIndex);
			prepared.push({ failure: failureOf(error) });
		}
	}
	return prepared;
}

/** An item that cannot be started has no say in what holds for the others, and does not count. */
function checkMaxTasks({ context, operation }: Run, items: PreparedItem[]): void {
	const tasks = items.length;
	const maxTasks = strictest(items.map(({ settings }) => settings.maxTasks));
	if (!startsTask(operation) || maxTasks === 0 || tasks <= maxTasks) return;
	throw new NodeOperationError(context.getNode(), `${tasks} items would start ${tasks} paid tasks, the limit is ${maxTasks}`, {
		description: 'Nothing was sent. Raise “Max Paid Tasks per Run” in the options, or pass fewer items to the node.',
	});
}
