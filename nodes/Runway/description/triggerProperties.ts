import type { INodeProperties } from 'n8n-workflow';

import { behaviourOptions } from '../operations/behaviour';
import { eventsField } from '../operations/events';
import { deliveryProperties } from './delivery';
import { collectionMember } from './fieldProperties';

export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'Open “Webhook URLs” at the top and copy the production URL into the option “Callback URL” of the Runway node that starts the tasks. The test URL is called only while this node listens for a test event.',
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
			{
				name: 'CometAPI (Video and Image)',
				value: 'official',
				description: 'Tasks of the resources Video and Image. Their API calls nobody, so n8n itself does.',
			},
		],
		default: 'pro',
		description: 'Whose tasks to listen for',
	},
	collectionMember(eventsField),
	...deliveryProperties,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: behaviourOptions.filter(({ isForTrigger }) => isForTrigger).map(collectionMember),
	},
];
