import type { IExecuteFunctions } from 'n8n-workflow';

import { behaviourDefaults, behaviourOptions } from '../../operations/behaviour';
import { checkDraft } from '../../operations/checkDraft';
import { isObject } from '../../task/values';
import { badInput } from './errors';

export type Completion = 'wait' | 'suspend' | 'none';

export interface Settings {
	completion: Completion;
	download: boolean;
	binaryPropertyName: string;
	timeoutMs: number;
	intervalMs: number;
	onTimeout: 'fail' | 'return';
	maxParallel: number;
	maxTasks: number;
	maxDownloadMegabytes: number;
	callbackUrl?: string;
	apiVersion: string;
	includeRaw: boolean;
}

/** A suspended execution holds nothing, so it may wait longer. */
const SUSPEND_TIMEOUT_MINUTES = 60;

/** How to wait and deliver; every value checked, absent ones at their documented default. */
export function readSettings(context: IExecuteFunctions, itemIndex: number): Settings {
	const given: unknown = context.getNodeParameter('options', itemIndex, {});
	const completion = context.getNodeParameter('completion', itemIndex, 'wait');
	const isSuspending = completion === 'suspend';
	const defaults = { ...behaviourDefaults, ...(isSuspending && { timeoutMinutes: SUSPEND_TIMEOUT_MINUTES }) };
	const checked = checkDraft(behaviourOptions, { ...defaults, ...(isObject(given) ? given : {}) });
	if ('problem' in checked) throw badInput(context, itemIndex, checked.displayName, checked.problem);
	const options = checked.values;
	return {
		completion: isSuspending || completion === 'none' ? completion : 'wait',
		download: context.getNodeParameter('download', itemIndex, true) !== false,
		binaryPropertyName: String(context.getNodeParameter('binaryPropertyName', itemIndex, 'data')) || 'data',
		timeoutMs: Number(options.timeoutMinutes) * 60_000,
		intervalMs: Number(options.pollIntervalSeconds) * 1_000,
		onTimeout: options.onTimeout === 'return' ? 'return' : 'fail',
		maxParallel: Number(options.maxParallel),
		maxTasks: Number(options.maxTasks),
		maxDownloadMegabytes: Number(options.maxDownloadMegabytes),
		callbackUrl: options.callbackUrl === undefined ? undefined : String(options.callbackUrl),
		apiVersion: String(options.apiVersion),
		includeRaw: options.includeRaw === true,
	};
}
