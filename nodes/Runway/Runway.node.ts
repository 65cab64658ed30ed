import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties, operationSubtitle } from './description/properties';
import { testAiVideoApi } from './n8n/credentialTest';
import { asNodeError, errorItem, failureOf, toNodeError, toolItem } from './n8n/errors';
import { addHints } from './n8n/hints';
import { type Job, prepareJob } from './n8n/jobs';
import { resume, resumeWebhooks } from './n8n/resume';
import { startRun } from './n8n/run';
import { checkMaxTasks, runJobs } from './n8n/runJobs';
import { searchChoices } from './n8n/searchChoices';
import { deliverOrSuspend } from './n8n/suspend';

export class Runway implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Runway',
		name: 'runway',
		icon: { light: 'file:runway.svg', dark: 'file:runway.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle,
		description: 'Generate and transform videos and images with Runway through CometAPI or AI Video API',
		defaults: { name: 'Runway' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'cometApiRunwayApi',
				required: true,
				displayOptions: { show: { resource: ['video', 'image', 'proVideo', 'task'] } },
			},
			{
				name: 'aiVideoApi',
				required: true,
				testedBy: 'testAiVideoApi',
				displayOptions: { show: { resource: ['aiVideo'] } },
			},
		],
		// Wakes a suspended execution: CometAPI calls back with POST, AI Video API with GET.
		webhooks: resumeWebhooks,
		waitingNodeTooltip:
			'={{ "Suspended until " + ($parameter["resource"] === "aiVideo" ? "AI Video API" : "CometAPI") + " calls back; n8n holds nothing meanwhile" }}',
		properties: nodeProperties(),
	};

	methods = {
		listSearch: searchChoices,
		credentialTest: { testAiVideoApi },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const run = startRun(this);
		const jobs: Job[] = [];
		for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
			try {
				jobs.push(await prepareJob(run, itemIndex));
			} catch (error) {
				if (!this.continueOnFail()) throw asNodeError(this, error, itemIndex);
				jobs.push(async () => ({ failure: failureOf(error) }));
			}
		}
		checkMaxTasks(run, jobs.length);

		const endsOnFailure = !this.continueOnFail() && !run.isTool;
		const { results, firstFailure, paidTasks } = await runJobs(run, jobs);
		if (firstFailure && endsOnFailure) throw toNodeError(this, firstFailure.failure, firstFailure.itemIndex, paidTasks);
		const delivered = await deliverOrSuspend(run, results);
		const output = delivered.map((result, itemIndex) => {
			if ('item' in result) return result.item;
			if (endsOnFailure) throw toNodeError(this, result.failure, itemIndex, paidTasks);
			return run.isTool ? toolItem(this, result.failure, itemIndex) : errorItem(result.failure, itemIndex);
		});
		addHints(run, output);
		return [output];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume(this);
	}
}
