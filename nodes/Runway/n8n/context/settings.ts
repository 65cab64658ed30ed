import type { IExecuteFunctions } from 'n8n-workflow';

import { type Completion, completionField, waits } from '../../operations/completion';
import { deliveryFields } from '../../operations/deliveryFields';
import type { Operation } from '../../operations/operation';
import { type DeliverySettings, readBehaviour, toDeliverySettings } from './deliverySettings';
import { badInput } from './errors';

export interface Settings {
	completion: Completion;
	delivery: DeliverySettings;
	intervalMs: number;
	maxParallel: number;
	maxTasks: number;
	callbackUrl?: string;
}

/** How to wait and deliver; a value that is not allowed is refused, before anything is sent. */
export function readSettings(context: IExecuteFunctions, operation: Operation, itemIndex: number): Settings {
	const { values, problems } = readBehaviour(
		(name) => context.getNodeParameter(name, itemIndex, null),
		waits(operation) ? [completionField(operation), ...deliveryFields] : deliveryFields,
		({ isFor }) => isFor(operation),
	);
	const { completion } = values;
	const [first] = problems;
	if (first) throw badInput(context, itemIndex, first.displayName, first.problem);
	return {
		completion: completion === 'suspend' || completion === 'none' ? completion : 'wait',
		delivery: toDeliverySettings(values),
		intervalMs: Number(values.pollIntervalSeconds) * 1_000,
		maxParallel: Number(values.maxParallel),
		maxTasks: Number(values.maxTasks),
		callbackUrl: values.callbackUrl === undefined ? undefined : String(values.callbackUrl),
	};
}
