import { checkDraft } from '../../nodes/Runway/operations/checkDraft.ts';
import type { Field } from '../../nodes/Runway/operations/operation.ts';
import { isObject } from '../../nodes/Runway/task/values.ts';
import { fieldsOf, operationOf } from './operations.ts';

export function defaultOf({ entries, property }: Field): unknown {
	if (entries) return [];
	return isObject(property.default) && '__rl' in property.default ? property.default.value : property.default;
}

/** What the editor hands over: the defaults of the fields on top, and what the user set. */
export function check(key: string, set: Record<string, unknown>) {
	const operation = operationOf(key);
	const defaults = Object.fromEntries(operation.fields.map((field) => [field.name, defaultOf(field)]));
	return checkDraft(fieldsOf(operation), { ...defaults, ...set });
}
