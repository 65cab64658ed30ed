import type { JsonValue } from '../task/values';
import { checkDraft, type Problem } from './checkDraft';
import { optional } from './fieldKinds';
import type { Field, Values } from './operation';

/** Gives every field a value: what was given, or the default where nothing was or it is not allowed, which is told. */
export function checkSettings(fields: Field[], draft: Record<string, unknown>): { values: Values; problems: Problem[] } {
	const values: Values = {};
	const problems: Problem[] = [];
	for (const field of fields.map(optional)) {
		const checked = checkDraft([field], draft);
		if ('problem' in checked) problems.push(checked);
		const given = 'values' in checked ? checked.values[field.name] : undefined;
		values[field.name] = given ?? defaultOf(field);
	}
	return { values, problems };
}

function defaultOf(field: Field): JsonValue | undefined {
	const checked = checkDraft([field], { [field.name]: field.property.default });
	return 'values' in checked ? checked.values[field.name] : undefined;
}
