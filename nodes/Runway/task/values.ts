export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
	[key: string]: JsonValue | undefined;
}

const MAX_TEXT_LENGTH = 500;
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;
const QUERY_OF_URL = /(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/gi;

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads only what the object itself has, so that an answer cannot reach into its prototype. */
export function valueAt(value: unknown, ...path: string[]): unknown {
	return path.reduce<unknown>(
		(current, key) => (isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined),
		value,
	);
}

/** A vendor's words, fit for an error: one line, no control characters, no signed links, at most 500 characters. */
export function cleanText(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value
		.slice(0, 4 * MAX_TEXT_LENGTH)
		.replace(CONTROL_CHARACTERS, ' ')
		.replace(QUERY_OF_URL, '$1')
		.replace(/\s+/g, ' ')
		.trim();
	if (text === '') return undefined;
	return text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH - 1)}…` : text;
}

/** An address is used only when it is plain http(s) without a login in it. */
export function safeUrl(value: unknown): string | undefined {
	if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
	const url = new URL(value);
	const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
	return isWeb && url.username === '' && url.password === '' ? url.href : undefined;
}

/** Drops what is not set or not known, so that it is neither sent nor shown. */
export function withoutGaps<T extends object>(values: T): T {
	const known = { ...values };
	for (const key in known) if (known[key] === undefined) delete known[key];
	return known;
}
