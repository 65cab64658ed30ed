import type { Answer } from '../nodes/Runway/task/request.ts';

/** Headers that a protocol reads, or that say what kind of answer it is. */
const KEPT_HEADERS = ['content-type', 'location', 'retry-after', 'retry-after-ms'];
const PRIVATE_NAME = /(^|_|-)(key|token|secret|authorization|cookie|signature|email|user|username|user_?id|account|account_?id|organization|organization_?id|group|ip|balance|quota|channel_?id)$/i;
const KEY_SHAPED = /\b(?:sk-[\w*.-]{4,}|key_[\w*.-]{20,})/gi;
const BEARER = /Bearer\s+\S+/gi;
const QUERY_OF_URL = /(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/gi;
const LOGIN_OF_URL = /(https?:\/\/)[^\s/@"'<>]+@/gi;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/g;

/** The answer without keys, signatures and what tells of the account; its shape stays. */
export function redact({ httpStatus, headers, body }: Answer, secrets: string[]): Answer {
	const kept = Object.entries(headers).filter(([name]) => KEPT_HEADERS.includes(name));
	const clean = (text: string) => cleanText(text, secrets);
	return { httpStatus, headers: Object.fromEntries(kept.map(([name, value]) => [name, clean(value)])), body: cleanValue(body, clean) };
}

function cleanValue(value: unknown, clean: (text: string) => string): unknown {
	if (typeof value === 'string') return clean(value);
	if (Array.isArray(value)) return value.map((entry) => cleanValue(entry, clean));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [clean(name), isPrivate(name) ? removed(entry) : cleanValue(entry, clean)]));
}

/** Names are spelled with capitals as well as with underscores. */
function isPrivate(name: string): boolean {
	return PRIVATE_NAME.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'));
}

function removed(value: unknown): unknown {
	if (typeof value === 'number') return 0;
	return typeof value === 'string' ? 'removed' : null;
}

function cleanText(text: string, secrets: string[]): string {
	const withoutSecrets = secrets.reduce((rest, secret) => rest.replaceAll(secret, 'removed').replaceAll(encodeURIComponent(secret), 'removed'), text);
	return withoutSecrets
		.replace(LOGIN_OF_URL, '$1')
		.replace(QUERY_OF_URL, '$1?signature=removed')
		.replace(BEARER, 'Bearer removed')
		.replace(KEY_SHAPED, 'removed')
		.replace(EMAIL, 'removed');
}
