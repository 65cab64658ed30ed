import type { NodePropertyTypes } from 'n8n-workflow';

import { isObject, type JsonValue } from '../task/values';
import type { Field, Values } from './operation';

/** A sentence that starts with the field's name. */
export interface Problem {
	displayName: string;
	problem: string;
}

export type Checked = { values: Values } | Problem;

/** Keeps what the user set, in the type the API wants, or tells the first value that is not allowed. */
export function checkDraft(fields: Field[], draft: Record<string, unknown>): Checked {
	const values: Values = {};
	for (const field of fields) {
		const { displayName, required } = field.property;
		const value = coerce(field, draft[field.name]);
		if (isUnset(value)) {
			if (required) return { displayName, problem: 'is required, it is empty' };
			continue;
		}
		const problem = field.check?.(value);
		if (problem) return { displayName, problem };
		if (!field.entries || !Array.isArray(value)) {
			values[field.name] = toJson(value);
			continue;
		}
		const entries = checkEntries(field.entries.fields, value);
		if ('problem' in entries) return { displayName, problem: entries.problem };
		values[field.name] = entries.values;
	}
	return { values };
}

function checkEntries(fields: Field[], entries: unknown[]): { values: Values[] } | { problem: string } {
	const values: Values[] = [];
	for (const [index, entry] of entries.entries()) {
		const checked = checkDraft(fields, isObject(entry) ? entry : {});
		if ('problem' in checked) return { problem: `entry ${index + 1}: ${checked.displayName} ${checked.problem}` };
		values.push(checked.values);
	}
	return { values };
}

export function isUnset(value: unknown): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Rows of a sheet carry numbers and booleans as text, and prompts as numbers. */
function coerce({ property }: Field, value: unknown): unknown {
	if (typeof value === 'string') return fromText(property.type, typeof property.default, value.trim());
	return property.type === 'string' && typeof value === 'number' ? String(value) : value;
}

function fromText(type: NodePropertyTypes, wanted: string, text: string): unknown {
	if (type === 'json') return parseJson(text);
	if (wanted === 'number' && text !== '' && !Number.isNaN(Number(text))) return Number(text);
	if (wanted === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
	return text;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function toJson(value: unknown): JsonValue {
	if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
	if (Array.isArray(value)) return value.map(toJson);
	if (isObject(value)) return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined).map(([key, entry]) => [key, toJson(entry)]));
	return String(value);
}
