import { isObject, type JsonObject } from '../task/values';
import { isJsonObject, oneOf } from './checks';
import type { Field, Values } from './operation';

export const publicFigureThreshold: Field = {
	name: 'publicFigureThreshold',
	property: {
		displayName: 'Public Figure Threshold',
		type: 'options',
		options: [
			{ name: 'Auto', value: 'auto' },
			{ name: 'Low (Less Strict)', value: 'low' },
		],
		default: 'auto',
		description: 'How strictly to refuse content that shows recognizable public figures',
	},
	check: oneOf('auto', 'low'),
};

/** Models get new fields faster than this package gets releases. */
export const furtherFields: Field = {
	name: 'furtherFields',
	property: {
		displayName: 'Further Fields (JSON)',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"audio": true, "negativePrompt": "text, logos"}',
		description: 'JSON object that is laid over the request, for fields of a model that this node does not offer',
	},
	check: isJsonObject,
};

/** The body of a request in the official format, with what the user sees flat put where the API wants it. */
export function officialBody({ publicFigureThreshold: threshold, furtherFields: further, ...body }: Values): JsonObject {
	return {
		...body,
		...(threshold !== undefined && { contentModeration: { publicFigureThreshold: threshold } }),
		...(isObject(further) && further),
	};
}
