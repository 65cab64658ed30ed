import { someOf } from './checks';
import type { Field } from './operation';

/** What the trigger listens for. */
export const eventsField: Field = {
	name: 'events',
	property: {
		displayName: 'Events',
		type: 'multiOptions',
		options: [
			{ name: 'Failed', value: 'failed', description: 'A task ended without a result' },
			{ name: 'Progress', value: 'progress', description: 'A task moved on but is not finished (Pro Video only)' },
			{ name: 'Succeeded', value: 'succeeded', description: 'A task ended with a result' },
		],
		default: ['succeeded', 'failed'],
		required: true,
		description: 'What to start the workflow for',
	},
	check: someOf('failed', 'progress', 'succeeded'),
};
