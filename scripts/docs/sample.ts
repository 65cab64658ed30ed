import type { Field, StartOperation } from '../../nodes/Runway/operations/operation.ts';
import type { ApiRequest } from '../../nodes/Runway/task/request.ts';
import type { JsonValue } from '../../nodes/Runway/task/values.ts';

/** The request with every field set, so that the page shows where each one goes. */
export function fullRequest(operation: StartOperation): ApiRequest {
	return operation.toRequest(Object.fromEntries([...operation.fields, ...operation.additionalFields].map(sample)));
}

function sample({ name, property, media, choices, entries }: Field): [string, JsonValue] {
	if (entries) return [name, [{ uri: addressOf('image'), ...Object.fromEntries(entries.fields.filter((entry) => entry.name !== 'uri').map(sample)) }]];
	if (media) return [name, addressOf(media.kind === 'video' ? 'video' : 'image')];
	const [chosen] = [choices?.[0]?.value, ...optionsOf(property)].filter((value) => value !== undefined);
	if (chosen !== undefined) return [name, chosen];
	if (property.type === 'boolean') return [name, true];
	if (property.type === 'number') return [name, Number(property.default) || 1];
	return [name, property.type === 'json' ? {} : '…'];
}

export function optionsOf({ type, options = [] }: Field['property']): Array<string | number | boolean> {
	if (type !== 'options') return [];
	return options.flatMap((option) => ('value' in option && option.value !== '' ? [option.value] : []));
}

function addressOf(kind: 'image' | 'video'): string {
	return `https://…/${kind}`;
}
