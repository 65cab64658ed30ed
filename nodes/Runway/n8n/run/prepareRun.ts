import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { startsTask } from '../../operations/operation';
import { limiter, strictest } from '../../task/limit';
import type { JobResult } from '../context/deliver';
import { asNodeError, failureOf, type ItemFailure } from '../context/errors';
import { type Job, prepareJob } from './item';
import { type Run, startRun } from './run';

export type Start = () => Promise<JobResult>;

/** Checks all items before any of them costs money; the failure is one that concerns the whole run. */
export async function prepareRun(context: IExecuteFunctions): Promise<{ run: Run; starts: Start[] } | { failure: ItemFailure }> {
	try {
		const run = startRun(context);
		const prepared = await prepareJobs(run);
		const jobs = prepared.flatMap((each) => ('failure' in each ? [] : each));
		checkMaxTasks(run, jobs);
		const unfinished = limiter(strictest(jobs.map(({ settings }) => settings.maxParallel)));
		return { run, starts: prepared.map((each) => async () => ('failure' in each ? each : await each.start(unfinished))) };
	} catch (error) {
		// What is thrown under Continue On Fail would make n8n pass the input on as if it were the result.
		if (context.continueOnFail()) return { failure: failureOf(error) };
		throw asNodeError(context, error, 0);
	}
}

async function prepareJobs(run: Run): Promise<Array<Job | { failure: ItemFailure }>> {
	const { context } = run;
	const prepared: Array<Job | { failure: ItemFailure }> = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			prepared.push(await prepareJob(run, itemIndex));
		} catch (error) {
			if (!context.continueOnFail()) throw asNodeError(context, error, itemIndex);
			prepared.push({ failure: failureOf(error) });
		}
	}
	return prepared;
}

/** An item that cannot be started has no say in what holds for the others, and does not count. */
function checkMaxTasks({ context, operation }: Run, jobs: Job[]): void {
	const tasks = jobs.length;
	const maxTasks = strictest(jobs.map(({ settings }) => settings.maxTasks));
	if (!startsTask(operation) || maxTasks === 0 || tasks <= maxTasks) return;
	throw new NodeOperationError(context.getNode(), `${tasks} items would start ${tasks} paid tasks, the limit is ${maxTasks}`, {
		description: 'Nothing was sent. Raise “Max Paid Tasks per Run” in the options, or pass fewer items to the node.',
	});
}
