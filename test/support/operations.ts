import { checkDraft } from '../../nodes/Runway/operations/checkDraft.ts';
import { operations } from '../../nodes/Runway/operations/index.ts';
import { type Field, type Operation, startsTask } from '../../nodes/Runway/operations/operation.ts';
import { isObject } from '../../nodes/Runway/task/values.ts';

export const starts = operations.filter(startsTask);

export function keyOf({ resource, option }: Operation): string {
	return `${resource}.${option.value}`;
}

export function operationOf(key: string): Operation {
	const found = operations.find((operation) => keyOf(operation) === key);
	if (!found) throw new Error(`There is no operation ${key}`);
	return found;
}

export function fieldsOf(operation: Operation): Field[] {
	return startsTask(operation) ? [...operation.fields, ...operation.additionalFields] : operation.fields;
}

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
