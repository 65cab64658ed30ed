import { cleanText } from '../task/values';

const LOOKED_AT = 5_000;
const MARKUP = /^[\s\ufeff]*<[!?a-z]/i;
const TITLE = /<title[^>]*>([^<]*)/i;
const TAGS = /<(?:\/?[a-z]|!)[^>]*(?:>|$)/gi;
const KEYS = /\b(?:sk-[\w-]{6,}|key_\w{16,}|Bearer\s+\S{16,})/g;

/** A vendor's words without web-page markup and without keys; of a whole page only its title. */
export function vendorText(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const start = value.slice(0, LOOKED_AT);
	const text = MARKUP.test(start) ? (TITLE.exec(start)?.[1] ?? '') : start.replace(TAGS, ' ');
	return cleanText(text.replace(KEYS, '[key]'));
}

export function firstText(...values: unknown[]): string | undefined {
	return values.map(vendorText).find((text) => text !== undefined);
}

/** A machine's word such as a status or a code, which some answers spell as a number. */
export function word(value: unknown): string | undefined {
	return vendorText(typeof value === 'number' ? String(value) : value)?.slice(0, 100);
}
