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
import { testAiVideoApi } from './n8n/editor/credentialTest';
import { errorItem, type ItemFailure, toNodeError, toolItem } from './n8n/context/errors';
import { addHints } from './n8n/run/hints';
import { resume, resumeWebhooks } from './n8n/suspend/resume';
import { prepareRun } from './n8n/run/prepareRun';
import { describeOthers, runJobs } from './n8n/run/execute';
import { searchChoices } from './n8n/editor/searchChoices';
import { deliverOrSuspend } from './n8n/suspend/suspend';

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
		const prepared = await prepareRun(this);
		if ('failure' in prepared) return [this.getInputData().map((_, itemIndex) => errorItem(prepared.failure, itemIndex))];
		const { run, starts } = prepared;

		const { results, firstFailure, endsOnFailure } = await runJobs(run, starts);
		const toError = (failure: ItemFailure, itemIndex: number) => toNodeError(this, failure, itemIndex, describeOthers(results, itemIndex));
		if (firstFailure && endsOnFailure) throw toError(firstFailure.failure, firstFailure.itemIndex);
		const delivered = await deliverOrSuspend(run, results);
		const output = delivered.map((result, itemIndex) => {
			if ('item' in result) return result.item;
			if (endsOnFailure) throw toError(result.failure, itemIndex);
			return run.isTool ? toolItem(this, result.failure, itemIndex) : errorItem(result.failure, itemIndex);
		});
		addHints(run, output);
		return [output];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume(this);
	}
}
