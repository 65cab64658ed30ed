import type { INodeProperties } from 'n8n-workflow';

const suspendNotice: INodeProperties = {
	displayName:
		'n8n cannot fail a node that was suspended: with On Error set to “Stop Workflow”, failed items leave on the main output with an “error” field. Choose “Continue (using error output)” in the settings to keep them apart.',
	name: 'suspendNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { completion: ['suspend'] } },
};

/** What happens once a task is accepted. */
export function startProperties(canSuspend: boolean): INodeProperties[] {
	const wait = { name: 'Wait Until Finished', value: 'wait', description: 'Asks the API every few seconds until the result is there' };
	const none = { name: 'Return Immediately', value: 'none', description: 'Gives the task ID at once; a later node picks the result up' };
	const suspend = {
		name: 'Suspend Until Callback',
		value: 'suspend',
		description: 'Puts the execution to sleep until the API calls back; holds nothing and survives a restart',
	};
	return [
		{
			displayName: 'When Submitted',
			name: 'completion',
			type: 'options',
			options: canSuspend ? [wait, suspend, none] : [wait, none],
			default: 'wait',
			description: 'What to do once the task is accepted',
		},
		...(canSuspend ? [suspendNotice] : []),
	];
}

/** Where the finished file goes; the same for the node and the trigger. */
export const deliveryProperties: INodeProperties[] = [
	{
		displayName: 'Download Output',
		name: 'download',
		type: 'boolean',
		default: true,
		description: 'Whether to fetch the finished file into the item, ready for a storage node',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		displayOptions: { show: { download: [true] } },
		hint: 'The name of the output binary field to put the file in',
		placeholder: 'e.g. data',
		description: 'Further files of the same task go to fields with a number behind, such as data_1',
	},
];

/** In the node they go away with Return Immediately; n8n 1.x does not start a node that hangs on a parameter it lacks. */
export const deliveryUnlessReturning: INodeProperties[] = deliveryProperties.map((property) => ({
	...property,
	displayOptions: { ...property.displayOptions, hide: { completion: ['none'] } },
}));
