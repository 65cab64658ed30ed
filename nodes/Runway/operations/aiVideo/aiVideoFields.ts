import type { INodePropertyOptions } from 'n8n-workflow';

import { integerBetween, isNumber, oneOf } from '../checks';
import { choice, optional } from '../fieldKinds';
import type { Field } from '../operation';

export function model(values: INodePropertyOptions[], defaultValue: string): Field {
	return optional(choice('model', 'Model', values, 'The model that makes the video', defaultValue));
}

export const motion: Field = {
	name: 'motion',
	property: {
		displayName: 'Motion',
		type: 'number',
		default: 5,
		description: 'How much moves, for Gen-2',
	},
	check: isNumber,
};

export const seed: Field = {
	name: 'seed',
	property: {
		displayName: 'Seed',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		description: 'Same seed and same input give a similar result. 0 means a random one.',
	},
	check: integerBetween(0, 4_294_967_295),
};

export const time: Field = {
	name: 'time',
	property: {
		displayName: 'Duration',
		type: 'options',
		options: [
			{ name: '4 Seconds', value: 4, description: 'Gen-2 only' },
			{ name: '5 Seconds', value: 5 },
			{ name: '10 Seconds', value: 10 },
		],
		default: 5,
		description: 'Length of the video; Gen-3 takes 5 or 10 seconds',
	},
	check: oneOf(4, 5, 10),
};
