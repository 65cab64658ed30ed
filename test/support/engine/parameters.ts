import { type Field, startsTask } from '../../../nodes/Runway/operations/operation.ts';
import { operationOf } from '../operations.ts';

/** What the editor would store for these values: `key` is `resource.operation`. */
export function parametersOf(key: string, values: Record<string, unknown>, options: Record<string, unknown> = {}): Record<string, unknown> {
	const operation = operationOf(key);
	const stored = (fields: Field[]) =>
		Object.fromEntries(fields.filter(({ name }) => name in values).map((field) => [field.name, storedValue(field, values[field.name])]));
	return {
		resource: operation.resource,
		operation: operation.option.value,
		...stored(operation.fields),
		...(startsTask(operation) && { additionalFields: stored(operation.additionalFields) }),
		options,
	};
}

function storedValue(field: Field, value: unknown): unknown {
	if (field.choices) return { __rl: true, mode: 'id', value };
	return field.entries ? { entries: value } : value;
}
