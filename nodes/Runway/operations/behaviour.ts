import { safeUrl } from '../task/values';
import { integerBetween, isBoolean, isVersion, numberBetween, oneOf } from './checks';
import { waits } from './completion';
import { type Field, type Operation, startsTask } from './operation';

const DAY_MINUTES = 24 * 60;

/** An entry of the collection “Options”, and where the editor offers it. */
export interface BehaviourOption extends Field {
	isFor(operation: Operation): boolean;
	isForTrigger?: boolean;
	/** Where another default than the shown one holds for a suspended task. */
	suspendedDefault?: number;
}

const always = () => true;
const hasVersion = ({ resource }: Operation) => resource !== 'aiVideo';

/** How the node waits and delivers, in the order the editor lists it. */
export const behaviourOptions: BehaviourOption[] = [
	{
		name: 'apiVersion',
		isFor: hasVersion,
		isForTrigger: true,
		property: {
			displayName: 'API Version',
			type: 'string',
			default: '2024-11-06',
			placeholder: 'e.g. 2024-11-06',
			description: 'Sent as the X-Runway-Version header',
		},
		check: isVersion,
	},
	{
		name: 'callbackUrl',
		isFor: startsTask,
		property: {
			displayName: 'Callback URL',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/runway',
			description: 'Address that is called when the task has ended. Use the URL of a Runway Trigger here.',
		},
		check: (value) => (safeUrl(value) ? undefined : 'must be a web address that starts with https:// or http://'),
	},
	{
		name: 'includeRaw',
		isFor: always,
		isForTrigger: true,
		property: {
			displayName: 'Include Raw Response',
			type: 'boolean',
			default: false,
			description: "Whether to add the API's last answer as “raw”",
		},
		check: isBoolean,
	},
	{
		name: 'maxDownloadMegabytes',
		isFor: always,
		isForTrigger: true,
		property: {
			displayName: 'Max Download Size (MB)',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 512,
			description: 'A larger file is not downloaded; the item then fails but keeps its task ID',
		},
		check: numberBetween(1, 100_000),
	},
	{
		name: 'maxTasks',
		isFor: startsTask,
		property: {
			displayName: 'Max Paid Tasks per Run',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description: 'With more items than this, nothing is started at all. 0 means no limit. If an expression gives several, the smallest one counts.',
		},
		check: integerBetween(0, 1_000_000),
	},
	{
		name: 'maxParallel',
		isFor: waits,
		property: {
			displayName: 'Max Tasks at Once',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 20,
			description: 'How many unfinished tasks to have at the same time while waiting. 0 means all items. If an expression gives several, the smallest one counts.',
		},
		check: integerBetween(0, 1_000_000),
	},
	{
		name: 'onTimeout',
		isFor: waits,
		property: {
			displayName: 'On Timeout',
			type: 'options',
			options: [
				{ name: 'Fail', value: 'fail', description: 'The item fails; the message holds the task ID' },
				{ name: 'Return the Unfinished Task', value: 'return', description: 'The item goes on with status “timedOut” and its task ID' },
			],
			default: 'fail',
			description: 'What to do when a task is not finished in time',
		},
		check: oneOf('fail', 'return'),
	},
	{
		name: 'pollIntervalSeconds',
		isFor: waits,
		property: {
			displayName: 'Poll Interval (Seconds)',
			type: 'number',
			typeOptions: { minValue: 5 },
			default: 6,
			description: 'How often to ask whether a task is finished, at least 5. Long tasks are asked less often.',
		},
		check: numberBetween(5, 3600),
	},
	{
		name: 'timeoutMinutes',
		isFor: waits,
		// A suspended execution holds nothing, so it may wait longer.
		suspendedDefault: 30,
		property: {
			displayName: 'Timeout (Minutes)',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 15,
			description: 'How long to wait for each task, counted from its own submission. 15 unless set, 30 when suspended.',
		},
		check: numberBetween(0.01, 7 * DAY_MINUTES),
	},
];

export const behaviourDefaults = Object.fromEntries(behaviourOptions.map(({ name, property }) => [name, property.default]));
