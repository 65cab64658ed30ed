import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { startsTask } from '../../operations/operation';
import { asNodeError, failureOf, type ItemFailure } from '../context/errors';
import { type Job, prepareJob } from './item';
import { endsOnFailure, type Run, startRun } from './run';
import { readSettings } from '../context/settings';

/** Checks all items before any of them costs money; the failure is one that concerns the whole run. */
export async function prepareRun(context: IExecuteFunctions): Promise<{ run: Run; jobs: Job[] } | { failure: ItemFailure }> {
	try {
		const run = startRun(context);
		const jobs = await prepareJobs(run);
		checkMaxTasks(run, jobs.length);
		return { run, jobs };
	} catch (error) {
		// What is thrown under Continue On Fail would make n8n pass the input on as if it were the result.
		if (!endsOnFailure(context)) return { failure: failureOf(error) };
		throw asNodeError(context, error, 0);
	}
}

async function prepareJobs(run: Run): Promise<Job[]> {
	const { context } = run;
	const jobs: Job[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			jobs.push(await prepareJob(run, itemIndex));
		} catch (error) {
			if (endsOnFailure(context)) throw asNodeError(context, error, itemIndex);
			jobs.push(async () => ({ failure: failureOf(error) }));
		}
	}
	return jobs;
}

function checkMaxTasks({ context, operation }: Run, tasks: number): void {
	const { maxTasks } = readSettings(context, 0);
	if (!startsTask(operation) || maxTasks === 0 || tasks <= maxTasks) return;
	throw new NodeOperationError(context.getNode(), `${tasks} items would start ${tasks} paid tasks, the limit is ${maxTasks}`, {
		description: 'Nothing was sent. Raise “Max Paid Tasks per Run” in the options, or pass fewer items to the node.',
	});
}
