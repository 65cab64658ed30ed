import { type BehaviourOption, behaviourOptions } from '../../operations/behaviour';
import type { Problem } from '../../operations/checkDraft';
import { checkSettings } from '../../operations/checkSettings';
import type { Field, Values } from '../../operations/operation';
import { isObject } from '../../task/values';

/** How one task is read and its result delivered; a suspended task takes all of it along. */
export interface DeliverySettings {
	download: boolean;
	binaryPropertyName: string;
	maxDownloadMegabytes: number;
	includeRaw: boolean;
	onTimeout: 'fail' | 'return';
	timeoutMs: number;
	apiVersion: string;
}

/** Parameters and options of the node or the trigger; what is not set, not offered or not allowed has its default. */
export function readBehaviour(
	parameter: (name: string) => unknown,
	fields: Field[],
	isOffered: (option: BehaviourOption) => boolean,
): { values: Values; problems: Problem[] } {
	const onTop = checkSettings(fields, Object.fromEntries(fields.map(({ name }) => [name, parameter(name)])));
	// n8n empties a collection that is an expression as a whole, before any node sees it.
	const given = parameter('options');
	const offered = behaviourOptions.filter(isOffered).map(({ name }) => [name, isObject(given) ? given[name] : undefined]);
	const options = checkSettings(optionsWhen(onTop.values.completion === 'suspend'), Object.fromEntries(offered));
	return { values: { ...options.values, ...onTop.values }, problems: [...onTop.problems, ...options.problems] };
}

function optionsWhen(isSuspending: boolean): Field[] {
	if (!isSuspending) return behaviourOptions;
	return behaviourOptions.map(({ suspendedDefault, ...option }) => ({
		...option,
		property: { ...option.property, default: suspendedDefault ?? option.property.default },
	}));
}

export function toDeliverySettings(values: Values): DeliverySettings {
	return {
		download: values.download === true,
		binaryPropertyName: String(values.binaryPropertyName),
		maxDownloadMegabytes: Number(values.maxDownloadMegabytes),
		includeRaw: values.includeRaw === true,
		onTimeout: values.onTimeout === 'return' ? 'return' : 'fail',
		timeoutMs: Number(values.timeoutMinutes) * 60_000,
		apiVersion: String(values.apiVersion),
	};
}
