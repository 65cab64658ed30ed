import type { Scenario } from './types.ts';

const standard: Scenario = {
	officialRead: 'bare',
	proRead: 'numeric',
	proCreate: 'newer',
	wrappedResult: 'data',
	officialErrors: 'task',
	proErrors: 'task',
	aiVideoErrors: 'detail',
	aiVideoFailed: 'failed',
	aiVideoProgress: 'fraction',
	queuedWord: 'PENDING',
	wrongPath: 'redirect',
	latencyMs: 0,
	seconds: 2,
	callbackAppend: 'url',
};

const wrapped: Partial<Scenario> = { officialRead: 'wrapped', proRead: 'wrapped', proCreate: 'older' };

export const scenarios: Record<string, Scenario> = {
	default: standard,
	/** Everything the documents allow to be otherwise is otherwise. */
	variant: {
		...standard,
		...wrapped,
		proRead: 'flat',
		wrappedResult: 'fail_reason',
		officialErrors: 'nested',
		proErrors: 'business',
		aiVideoErrors: 'error',
		aiVideoFailed: 'error',
		aiVideoProgress: 'percent',
		queuedWord: 'THROTTLED',
		wrongPath: 'html',
		callbackAppend: 'naive',
	},
	/** The wrapper of the older pages on both CometAPI formats. */
	wrapped: { ...standard, ...wrapped, wrappedResult: 'result_url' },
	/** Slow enough to watch. */
	demo: { ...standard, seconds: 12, latencyMs: 150 },
};

export function scenarioNamed(name: string): Scenario {
	const scenario = scenarios[name];
	if (!scenario) throw new Error(`There is no scenario "${name}". Known: ${Object.keys(scenarios).join(', ')}`);
	return scenario;
}
