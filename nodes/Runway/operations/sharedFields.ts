import { integerBetween, isText, numberBetween } from './checks';
import type { Field } from './operation';

export function seed(max: number, defaultValue = 0): Field {
	return {
		name: 'seed',
		property: {
			displayName: 'Seed',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: max, numberPrecision: 0 },
			default: defaultValue,
			description: `Same seed and same input give a similar result, from 0 to ${max}`,
		},
		check: integerBetween(0, max),
	};
}

export const structureTransformation: Field = {
	name: 'structure_transformation',
	property: {
		displayName: 'Structure Transformation',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.5,
		description: 'From 0 (keeps the structure of the video) to 1 (more abstract)',
	},
	check: numberBetween(0, 1),
};

export const taskId: Field = {
	name: 'taskId',
	property: {
		displayName: 'Task ID',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. d0658ae1-bbdd-4adc-aaba-fd8070e14d79',
		description: 'The “taskId” that the operation that started the task gave out',
	},
	check: isText,
};
