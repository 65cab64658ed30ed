import { isObject } from '../task/values';
import type { Check } from './operation';

/** Counts UTF-16 units, as the vendor does. */
export function textLength(max: number): Check {
	return (value) => {
		if (typeof value !== 'string') return 'must be a text';
		return value.length > max ? `must have at most ${max} characters, it has ${value.length}` : undefined;
	};
}

export function integerBetween(min: number, max: number): Check {
	return (value) =>
		Number.isInteger(value) && Number(value) >= min && Number(value) <= max
			? undefined
			: `must be a whole number from ${min} to ${max}, it is ${shown(value)}`;
}

export function numberBetween(min: number, max: number): Check {
	return (value) =>
		typeof value === 'number' && value >= min && value <= max
			? undefined
			: `must be a number from ${min} to ${max}, it is ${shown(value)}`;
}

export const isNumber: Check = (value) =>
	typeof value === 'number' && Number.isFinite(value) ? undefined : `must be a number, it is ${shown(value)}`;

export const isBoolean: Check = (value) =>
	typeof value === 'boolean' ? undefined : `must be true or false, it is ${shown(value)}`;

export const isText: Check = (value) =>
	typeof value === 'string' && value.trim() !== '' ? undefined : `must be a text, it is ${shown(value)}`;

/** Fit for a header: a stray character would make the request fail as if it had been sent. */
export const isVersion: Check = (value) =>
	typeof value === 'string' && /^[\w.-]+$/.test(value) ? undefined : `must be a version such as 2024-11-06, it is ${shown(value)}`;

export const isJsonObject: Check = (value) =>
	isObject(value) ? undefined : `must be a JSON object such as {"audio": true}, it is ${shown(value)}`;

export function atMostEntries(max: number): Check {
	return (value) =>
		Array.isArray(value) && value.length <= max
			? undefined
			: `must have at most ${max} entries, it has ${Array.isArray(value) ? value.length : shown(value)}`;
}

export function oneOf(...allowed: Array<string | number>): Check {
	return (value) =>
		(typeof value === 'string' || typeof value === 'number') && allowed.includes(value)
			? undefined
			: `must be one of ${allowed.join(', ')}, it is ${shown(value)}`;
}

export function someOf(...allowed: string[]): Check {
	return (value) =>
		Array.isArray(value) && value.every((each) => allowed.includes(each))
			? undefined
			: `must be a list of ${allowed.join(', ')}, it is ${shown(value)}`;
}

export function shown(value: unknown): string {
	const text = typeof value === 'string' ? `“${value}”` : isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
