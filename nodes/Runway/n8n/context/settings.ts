import type { IExecuteFunctions } from 'n8n-workflow';

import { behaviourDefaults, behaviourOptions } from '../../operations/behaviour';
import { checkDraft } from '../../operations/checkDraft';
import { isObject } from '../../task/values';
import { type DeliverySettings, toDeliverySettings } from './deliverySettings';
import { badInput } from './errors';

export type Completion = 'wait' | 'suspend' | 'none';

export interface Settings {
	completion: Completion;
	delivery: DeliverySettings;
	intervalMs: number;
	maxParallel: number;
	maxTasks: number;
	callbackUrl?: string;
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
	const download = context.getNodeParameter('download', itemIndex, true) !== false;
	const binaryPropertyName = String(context.getNodeParameter('binaryPropertyName', itemIndex, 'data')) || 'data';
	return {
		completion: isSuspending || completion === 'none' ? completion : 'wait',
		delivery: toDeliverySettings({ ...options, download, binaryPropertyName }),
		intervalMs: Number(options.pollIntervalSeconds) * 1_000,
		maxParallel: Number(options.maxParallel),
		maxTasks: Number(options.maxTasks),
		callbackUrl: options.callbackUrl === undefined ? undefined : String(options.callbackUrl),
	};
}
