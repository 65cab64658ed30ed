import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties, operationSubtitle, sleeperTooltip } from './description/properties';
import { credentialTest } from './n8n/editor/credentialTest';
import { searchChoices } from './n8n/editor/searchChoices';
import { execute } from './n8n/run/execute';
import { resumeWebhooks, wake } from './n8n/suspend/wake';

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
				testedBy: 'testCometApi',
				displayOptions: { show: { resource: ['video', 'image', 'proVideo', 'task'] } },
			},
			{
				name: 'aiVideoApi',
				required: true,
				testedBy: 'testAiVideoApi',
				displayOptions: { show: { resource: ['aiVideo'] } },
			},
		],
		webhooks: resumeWebhooks,
		waitingNodeTooltip: sleeperTooltip,
		properties: nodeProperties(),
	};

	methods = {
		listSearch: searchChoices,
		credentialTest,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await wake(this);
	}
}
