import { oneOf } from './checks';
import { type Field, type Operation, startsTask } from './operation';

export type Completion = 'wait' | 'suspend' | 'none';

interface Choice {
	name: string;
	value: Completion;
	description: string;
	isFor(operation: Operation): boolean;
}

/** Whether the API calls back when a task of this operation ends. */
export function callsBack(operation: Operation): boolean {
	return startsTask(operation) && operation.protocol.callbackMethod !== undefined;
}

/** What may happen once a task is accepted: the panel's list and the check before anything is paid. */
const choices: Choice[] = [
	{
		name: 'Wait Until Finished',
		value: 'wait',
		description: 'Asks the API every few seconds until the result is there',
		isFor: startsTask,
	},
	{
		name: 'Suspend Until Callback',
		value: 'suspend',
		description: 'Puts the execution to sleep until the API calls back; holds nothing and survives a restart',
		isFor: callsBack,
	},
	{
		name: 'Return Immediately',
		value: 'none',
		description: 'Gives the task ID at once; a later node picks the result up',
		isFor: startsTask,
	},
];

const choicesOf = (operation: Operation) => choices.filter(({ isFor }) => isFor(operation));

export function canSuspend(operation: Operation): boolean {
	return choicesOf(operation).some(({ value }) => value === 'suspend');
}

export function completionField(operation: Operation): Field {
	const allowed = choicesOf(operation);
	return {
		name: 'completion',
		property: {
			displayName: 'When Submitted',
			type: 'options',
			options: allowed.map(({ name, value, description }) => ({ name, value, description })),
			default: 'wait',
			description: 'What to do once the task is accepted',
		},
		check: oneOf(...allowed.map(({ value }) => value)),
	};
}
