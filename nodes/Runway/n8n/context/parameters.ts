import type { IExecuteFunctions } from 'n8n-workflow';

import { type Field, type Operation, startsTask } from '../../operations/operation';
import { isObject } from '../../task/values';

/** A parameter that names a binary field of the item instead of a URL. */
export interface BinaryReference {
	binaryField: string;
}

export type Draft = Record<string, unknown>;

/** What the user entered, under the API's field names, not checked yet. */
export function readDraft(context: IExecuteFunctions, operation: Operation, itemIndex: number): Draft {
	const parameter = (name: string, fallback: unknown): unknown => context.getNodeParameter(name, itemIndex, fallback);
	const draft: Draft = {};
	for (const field of operation.fields) {
		draft[field.name] = read(field, (name) => parameter(name, field.property.default));
	}
	if (!startsTask(operation)) return draft;
	const additional = parameter('additionalFields', {});
	for (const field of operation.additionalFields) {
		draft[field.name] = read(field, (name) => (isObject(additional) ? additional[name] : undefined));
	}
	return draft;
}

function read(field: Field, parameter: (name: string) => unknown): unknown {
	const value = parameter(field.name);
	if (field.entries) return readEntries(field.entries.fields, value);
	if (field.media?.maxDataUriBytes) return readMedia(field.name, parameter);
	if (isObject(value) && value.__rl === true) return value.value;
	return value;
}

function readEntries(fields: Field[], value: unknown): unknown {
	const entries = isObject(value) && Array.isArray(value.entries) ? value.entries : [];
	return entries.filter(isObject).map((entry) => ({
		...Object.fromEntries(fields.map((field) => [field.name, entry[field.name]])),
		uri: readMedia('uri', (name) => entry[name]),
	}));
}

function readMedia(name: string, parameter: (name: string) => unknown): unknown {
	if (parameter(`${name}Source`) !== 'binary') return parameter(name);
	return { binaryField: String(parameter(`${name}Binary`) || 'data') } satisfies BinaryReference;
}

export function isBinaryReference(value: unknown): value is BinaryReference {
	return isObject(value) && typeof value.binaryField === 'string';
}
