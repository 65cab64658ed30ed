import * as fc from 'fast-check';
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { readSettings, type Settings } from '../../../nodes/Runway/n8n/context/settings.ts';
import { behaviourOptions } from '../../../nodes/Runway/operations/behaviour.ts';
import { operations } from '../../../nodes/Runway/operations/index.ts';
import type { Operation } from '../../../nodes/Runway/operations/operation.ts';
import { MIN_INTERVAL_MS, readPauseMs } from '../../../nodes/Runway/task/pause.ts';

const DAY_MS = 24 * 3_600_000;

/** What n8n hands over once it has evaluated the expressions. */
function read(parameters: Record<string, unknown>, operation: string | Operation = 'proVideo.generate', itemIndex = 0): Settings {
	const chosen = operations.find((each) => each === operation || `${each.resource}.${each.option.value}` === operation);
	if (!chosen) throw new Error(`There is no operation ${String(operation)}`);
	const context = {
		getNode: () => ({ name: 'Runway', type: 'runway' }),
		getNodeParameter: (name: string, _: number, fallback: unknown) => (name in parameters ? parameters[name] : fallback),
	};
	return readSettings(context as unknown as IExecuteFunctions, chosen, itemIndex);
}

const DEFAULTS: Settings = {
	completion: 'wait',
	delivery: {
		download: true,
		binaryPropertyName: 'data',
		maxDownloadMegabytes: 512,
		includeRaw: false,
		onTimeout: 'fail',
		timeoutMs: 15 * 60_000,
		apiVersion: '2024-11-06',
	},
	intervalMs: 6_000,
	maxParallel: 20,
	maxTasks: 0,
	callbackUrl: undefined,
};

describe('what an expression leaves empty', () => {
	const empty = [['undefined', undefined], ['null', null], ['an empty text', ''], ['blanks', ' \t\n']] as const;

	it.each(empty)('counts as not set: %s', (_, nothing) => {
		const options = Object.fromEntries(behaviourOptions.map(({ name }) => [name, nothing]));
		expect(read({ completion: nothing, download: nothing, binaryPropertyName: nothing, options })).toEqual(DEFAULTS);
	});

	it.each(empty)('counts as not set for all options together: %s', (_, nothing) => {
		expect(read({ options: nothing })).toEqual(DEFAULTS);
	});

	it.each(empty)('leaves a suspended task its longer time: %s', (_, timeoutMinutes) => {
		expect(read({ completion: 'suspend', options: { timeoutMinutes } }).delivery.timeoutMs).toBe(30 * 60_000);
	});
});

describe('what an expression gives is understood', () => {
	it.each([
		['a number as text', { options: { timeoutMinutes: ' 30 ' } }, { delivery: { timeoutMs: 30 * 60_000 } }],
		['a flag as text', { download: 'false', options: { includeRaw: 'true' } }, { delivery: { download: false, includeRaw: true } }],
		['a field that is a number', { binaryPropertyName: 7 }, { delivery: { binaryPropertyName: '7' } }],
		['a choice of the panel', { completion: ' none ' }, { completion: 'none' }],
	])('%s', (_, parameters, expected) => {
		expect(read(parameters)).toMatchObject(expected);
	});
});

describe('what an expression gets wrong is refused with the field, the item and what is allowed', () => {
	it.each([
		[{ options: { timeoutMinutes: 'soon' } }, 'Timeout (Minutes) must be a number from 0.01 to 10080, it is “soon”'],
		[{ options: { timeoutMinutes: NaN } }, 'Timeout (Minutes) must be a number from 0.01 to 10080, it is NaN'],
		[{ options: { timeoutMinutes: Infinity } }, 'Timeout (Minutes) must be a number from 0.01 to 10080, it is Infinity'],
		[{ options: { timeoutMinutes: { minutes: 5 } } }, 'Timeout (Minutes) must be a number from 0.01 to 10080, it is {"minutes":5}'],
		[{ options: { pollIntervalSeconds: 0 } }, 'Poll Interval (Seconds) must be a number from 5 to 3600, it is 0'],
		[{ options: { maxDownloadMegabytes: 'all' } }, 'Max Download Size (MB) must be a number from 1 to 100000, it is “all”'],
		[{ options: { maxTasks: -1 } }, 'Max Paid Tasks per Run must be a whole number from 0 to 1000000, it is -1'],
		[{ options: { maxTasks: 10n } }, 'Max Paid Tasks per Run must be a whole number from 0 to 1000000, it is 10'],
		[{ options: { maxParallel: true } }, 'Max Tasks at Once must be a whole number from 0 to 1000000, it is true'],
		[{ options: { onTimeout: 'wait' } }, 'On Timeout must be one of fail, return, it is “wait”'],
		[{ options: { apiVersion: '2024–11–06' } }, 'API Version must be a version such as 2024-11-06, it is “2024–11–06”'],
		[{ options: { callbackUrl: 'example.com' } }, 'Callback URL must be a web address that starts with https:// or http://'],
		[{ completion: 'sleep' }, 'When Submitted must be one of wait, suspend, none, it is “sleep”'],
		[{ download: 'perhaps' }, 'Download Output must be true or false, it is “perhaps”'],
		[{ binaryPropertyName: {} }, 'Put Output File in Field must be a text, it is {}'],
	])('%p', (parameters, message) => {
		expect(() => read(parameters, 'proVideo.generate', 3)).toThrow(
			expect.objectContaining({ message, description: 'Nothing was sent for item 3, so nothing was charged.', context: expect.objectContaining({ itemIndex: 3 }) }),
		);
	});

	it('unless the operation does not offer it', () => {
		expect(read({ completion: 'sleep', options: { timeoutMinutes: 'soon', callbackUrl: 'example.com' } }, 'task.get')).toEqual(DEFAULTS);
	});
});

describe('Suspend Until Finished', () => {
	it.each(operations.map((operation) => ({ key: `${operation.resource}.${operation.option.value}`, operation })))(
		'is there for $key if it waits for a task',
		({ key, operation }) => {
			expect(read({ completion: 'suspend' }, operation).completion).toBe(/^(task|aiVideo)\.get$/.test(key) ? 'wait' : 'suspend');
		},
	);

	it('cannot be told from Return Immediately by an operation that reads a task which exists already', () => {
		expect(() => read({ completion: 'none' }, 'task.wait')).toThrow('How to Wait must be one of wait, suspend, it is “none”');
	});
});

const anything = fc.oneof(
	fc.constantFrom(undefined, null, '', ' ', NaN, Infinity, -Infinity, -0, 1e-9, 4.99, '5', '0x10', '1e99', 'NaN', 'Infinity', 10n, [], {}, [[]], new Date(NaN)),
	fc.double(),
	fc.integer({ min: -10, max: 20_000 }),
	fc.anything(),
);
const anyOptions = fc.record(Object.fromEntries(behaviourOptions.map(({ name }) => [name, anything])), { requiredKeys: [] });
const anyParameters = fc.record(
	{ completion: fc.oneof(fc.constantFrom('wait', 'suspend', 'none'), anything), download: anything, binaryPropertyName: anything, options: fc.oneof({ weight: 9, arbitrary: anyOptions }, anything) },
	{ requiredKeys: [] },
);

describe('whatever the parameters are', () => {
	it('they are refused in a sentence, or every wait has an end and every pause its five seconds', () => {
		const property = fc.property(anyParameters, fc.constantFrom(...operations), fc.double({ min: 0, max: 1, noNaN: true }), (parameters, operation, random) => {
			let settings: Settings;
			try {
				settings = read(parameters, operation);
			} catch (error) {
				expect(error).toBeInstanceOf(NodeOperationError);
				return;
			}
			const { delivery, intervalMs, maxParallel, maxTasks } = settings;
			expect(readPauseMs(intervalMs, 0, random)).toBeGreaterThanOrEqual(MIN_INTERVAL_MS);
			expect(delivery.timeoutMs > 0 && delivery.timeoutMs <= 7 * DAY_MS).toBe(true);
			expect(delivery.maxDownloadMegabytes >= 1 && Number.isFinite(delivery.maxDownloadMegabytes)).toBe(true);
			expect([maxParallel, maxTasks].every((limit) => Number.isInteger(limit) && limit >= 0)).toBe(true);
			expect(delivery.binaryPropertyName).not.toBe('');
		});
		fc.assert(property, { numRuns: 3_000 });
	});
});
