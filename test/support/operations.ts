import { operations } from '../../nodes/Runway/operations/index.ts';
import { type Field, type Operation, startsTask } from '../../nodes/Runway/operations/operation.ts';

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
