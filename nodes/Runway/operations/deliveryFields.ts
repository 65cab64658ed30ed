import { isBoolean, isText } from './checks';
import type { Field } from './operation';

/** Where the finished file goes; the same for the node and the trigger. */
export const deliveryFields: Field[] = [
	{
		name: 'download',
		property: {
			displayName: 'Download Output',
			type: 'boolean',
			default: true,
			description: 'Whether to fetch the finished file into the item, ready for a storage node',
		},
		check: isBoolean,
	},
	{
		name: 'binaryPropertyName',
		property: {
			displayName: 'Put Output File in Field',
			type: 'string',
			default: 'data',
			required: true,
			displayOptions: { show: { download: [true] } },
			hint: 'The name of the output binary field to put the file in',
			placeholder: 'e.g. data',
			description: 'Further files of the same task go to fields with a number behind, such as data_1',
		},
		check: isText,
	},
];
