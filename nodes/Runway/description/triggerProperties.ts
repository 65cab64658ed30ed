import type { INodeProperties } from 'n8n-workflow';

import { behaviourOptions } from '../operations/behaviour';
import { deliveryProperties } from './delivery';
import { collectionMember } from './fieldProperties';

const OPTIONS = ['apiVersion', 'includeRaw', 'maxDownloadMegabytes'];

export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'Copy the URL above into the option “Callback URL” of the Runway node that starts the tasks. The official format (resources Video and Image) has no callbacks.',
		name: 'connectNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'API',
		name: 'api',
		type: 'options',
		options: [
			{ name: 'AI Video API', value: 'aiVideo', description: 'Tasks of the resource AI Video' },
			{ name: 'CometAPI (Pro Video)', value: 'pro', description: 'Tasks of the resource Pro Video' },
		],
		default: 'pro',
		description: 'Whose tasks to listen for',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: [
			{ name: 'Failed', value: 'failed', description: 'A task ended without a result' },
			{ name: 'Progress', value: 'progress', description: 'A task moved on but is not finished (CometAPI only)' },
			{ name: 'Succeeded', value: 'succeeded', description: 'A task ended with a result' },
		],
		default: ['succeeded', 'failed'],
		required: true,
		description: 'What to start the workflow for',
	},
	...deliveryProperties,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: behaviourOptions.filter(({ name }) => OPTIONS.includes(name)).map(collectionMember),
	},
];
