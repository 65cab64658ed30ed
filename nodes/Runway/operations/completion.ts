import { oneOf } from './checks';
import { type Field, type Operation, startsTask } from './operation';

export type Completion = 'wait' | 'suspend' | 'none';

interface Choice {
	name: string;
	value: Completion;
	description: string;
	isFor(operation: Operation): boolean;
}

/** Whether an operation ends when its task does. */
export function waits(operation: Operation): boolean {
	return startsTask(operation) || operation.existing === 'wait';
}

/** How an operation may wait: the panel's list and the check before anything is paid. */
const choices: Choice[] = [
	{
		name: 'Wait Until Finished',
		value: 'wait',
		description: 'Asks the API every few seconds until the result is there',
		isFor: waits,
	},
	{
		name: 'Suspend Until Finished',
		value: 'suspend',
		description: 'Puts the execution to sleep until the result is there, so that it holds no execution slot',
		isFor: waits,
	},
	{
		name: 'Return Immediately',
		value: 'none',
		description: 'Gives the task ID at once; a later node picks the result up',
		isFor: startsTask,
	},
];

const choicesOf = (operation: Operation) => choices.filter(({ isFor }) => isFor(operation));

export function completionField(operation: Operation): Field {
	const allowed = choicesOf(operation);
	return {
		name: 'completion',
		property: {
			displayName: startsTask(operation) ? 'When Submitted' : 'How to Wait',
			type: 'options',
			options: allowed.map(({ name, value, description }) => ({ name, value, description })),
			default: 'wait',
			description: startsTask(operation) ? 'What to do once the task is accepted' : 'What the execution does until the task is finished',
		},
		check: oneOf(...allowed.map(({ value }) => value)),
	};
}
