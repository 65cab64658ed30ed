import { safeUrl } from '../task/values';

const ISO_TIME_WITH_ZONE = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/;
/** Epoch figures below this are seconds (until the year 5138), those above are milliseconds (from 1973 on). */
const SECONDS_LIMIT = 1e11;

function toNumber(value: unknown): number | undefined {
	const isNumeric = typeof value === 'number' || (typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value.trim()));
	const number = isNumeric ? Number(value) : NaN;
	return Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** Credits; nothing where the answer leaves them empty. */
export function amount(value: unknown): number | undefined {
	return toNumber(value);
}

/** Progress from 0 to 100, out of `0.35`, `35` or `"35%"`. */
export function percentage(value: unknown): number | undefined {
	const isPercent = typeof value === 'string' && value.trim().endsWith('%');
	const number = toNumber(isPercent ? value.trim().slice(0, -1) : value);
	if (number === undefined) return undefined;
	return Math.min(100, Math.round(number <= 1 && !isPercent ? number * 100 : number));
}

/** An ISO time in UTC. Texts without a time zone are left out, as they would mean another moment on every machine. */
export function isoTime(value: unknown): string | undefined {
	const number = toNumber(value);
	if (number === 0) return undefined;
	const isText = typeof value === 'string' && ISO_TIME_WITH_ZONE.test(value);
	const epochMs = number === undefined ? Date.parse(isText ? value : '') : number < SECONDS_LIMIT ? number * 1000 : number;
	const time = new Date(epochMs);
	return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The http(s) addresses of the first source that has any, in order, each once. */
export function firstUrls(...sources: unknown[]): string[] {
	for (const source of sources) {
		const urls = (Array.isArray(source) ? source : [source]).map(safeUrl).filter((url) => url !== undefined);
		if (urls.length > 0) return [...new Set(urls)];
	}
	return [];
}
