import { operations } from '../../../nodes/Runway/operations/index.ts';
import { type Field, startsTask } from '../../../nodes/Runway/operations/operation.ts';

/** What the editor would store for these values: `key` is `resource.operation`. */
export function parametersOf(key: string, values: Record<string, unknown>, options: Record<string, unknown> = {}): Record<string, unknown> {
	const [resource = '', value = ''] = key.split('.');
	const operation = operations.find((candidate) => candidate.resource === resource && candidate.option.value === value);
	if (!operation) throw new Error(`There is no operation ${key}`);
	const stored = (fields: Field[]) =>
		Object.fromEntries(fields.filter(({ name }) => name in values).map((field) => [field.name, storedValue(field, values[field.name])]));
	return {
		resource,
		operation: value,
		...stored(operation.fields),
		...(startsTask(operation) && { additionalFields: stored(operation.additionalFields) }),
		options,
	};
}

function storedValue(field: Field, value: unknown): unknown {
	if (field.choices) return { __rl: true, mode: 'id', value };
	return field.entries ? { entries: value } : value;
}
