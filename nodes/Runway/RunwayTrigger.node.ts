import type { INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerProperties } from './description/triggerProperties';
import { credentialTest } from './n8n/editor/credentialTest';
import { receive } from './n8n/trigger/receive';

export class RunwayTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Runway Trigger',
		name: 'runwayTrigger',
		icon: { light: 'file:runway.svg', dark: 'file:runway.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ ({ aiVideo: "AI Video API", pro: "CometAPI (Pro Video)", official: "CometAPI (Video and Image)" })[$parameter["api"]] }}',
		// n8n's node panel shows this sentence for the Runway node too, since it lists both as one.
		description: 'Make videos and images with Runway, or start the workflow when one is finished',
		eventTriggerDescription: 'Waiting for a task that was started with this trigger’s test URL as its Callback URL',
		activationMessage: 'Now put the production URL of this trigger into the Callback URL option of your Runway nodes.',
		defaults: { name: 'Runway Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			// Where each choice is shown with a credential, n8n hides the list, and chooses the first that fits the credential.
			{ name: 'cometApiRunwayApi', required: true, testedBy: 'testCometApi', displayOptions: { hide: { api: ['aiVideo'] } } },
			{ name: 'aiVideoApi', required: true, testedBy: 'testAiVideoApi', displayOptions: { show: { api: ['aiVideo'] } } },
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: '={{ $parameter["api"] === "aiVideo" ? "GET" : "POST" }}',
				responseMode: 'onReceived',
				path: 'runway',
			},
		],
		properties: triggerProperties,
	};

	methods = { credentialTest };

	// Neither API lets a callback be registered: each task brings its own address along.
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
