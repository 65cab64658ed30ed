import type { Settings } from '../stage.ts';

const retried = (maxTries: number, more: Settings = {}): Settings => ({ retryOnFail: true, maxTries, waitBetweenTries: 1, ...more });

/** n8n's own settings under which a node that fails is run again as a whole. */
export const settingsToSurvive: Settings[] = [
	{},
	retried(2),
	retried(5),
	retried(3, { onError: 'continueRegularOutput' }),
	retried(3, { onError: 'continueErrorOutput' }),
];

export { retried };
