import type { Answer } from '../../nodes/Runway/task/request.ts';

export type Random = (below: number) => number;

/** Whole numbers from 0 to below the bound, the same for the same seed. */
export function seeded(seed: number): Random {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
	};
}

const KEYS = [
	'id', 'task_id', 'uuid', 'status', 'state', 'code', 'data', 'error', 'message', 'msg', 'detail', 'issues', 'output', 'url', 'gif_url',
	'video_url', 'result_url', 'raw_video_url', 'fail_reason', 'failure', 'failureCode', 'error_code', 'progress', 'cost', 'credits', 'point',
	'refund', 'createdAt', 'submit_time', 'finish_time', 'poster', 'last_frame', '__proto__', 'constructor', 'prototype', 'toString', 'length', '',
];

const VALUES: unknown[] = [
	null, undefined, true, false, 0, 1, 2, 3, -1, 200, 404, 1e308, -0, NaN, Infinity, 2 ** 53, [], {}, [[]], [null], '', ' ', '0', '1', '2', '3',
	'SUCCEEDED', 'success', 'FAILED', 'RUNNING', 'CANCELLED', 'in queue', 'task_not_exist', 'not found', '35%', '99999%', '1e9', 'null',
	'https://files.example.com/a.mp4', 'HTTPS://files.example.com/b.png?sig=1', 'http://files.example.com/../../c.mp4', 'file:///etc/passwd',
	'javascript:alert(1)', 'data:text/html,x', '//files.example.com/a.mp4', 'https://user:word@files.example.com/a.mp4', 'https://', 'ftp://a/b',
	'../../etc/passwd', 'CON', 'a/b\\c', '..', '\u0000', '\u202Eevil', '\uD800', '💥', '<html><title>Hi</title></html>', '<script>', '{"a":1}',
	'Bearer abcdefghijklmnopqrstuvwxyz', 'x'.repeat(5_000), ' '.repeat(5_000), '<'.repeat(5_000), 'line\nline\r\n\tline',
	JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

const STATUSES = [100, 199, 200, 201, 202, 204, 299, 301, 307, 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 524, 599, 0, -1, NaN];

export const pick = <T>(list: T[], random: Random): T => list[random(list.length)] as T;

/** One to four changes to a documented answer: to its values, its keys, its text, its status or its headers. */
export function mutated(answer: Answer, others: Answer[], random: Random): Answer {
	let { httpStatus, headers, body } = structuredClone(answer);
	for (let changes = 1 + random(4); changes > 0; changes--) {
		const kind = random(20);
		if (kind === 0) body = spoiledText(body, random);
		else if (kind === 1) httpStatus = pick(STATUSES, random);
		else if (kind === 2) headers = { ...headers, [pick(['retry-after', 'retry-after-ms', 'date', 'content-type', '__proto__'], random)]: `${JSON.stringify(pick(VALUES, random))}` };
		else body = changed(body, others, random);
	}
	return { httpStatus, headers, body };
}

function changed(value: unknown, others: Answer[], random: Random): unknown {
	if (typeof value !== 'object' || value === null || random(12) === 0) return replacement(value, others, random);
	const keys = Object.keys(value);
	if (keys.length === 0) return replacement(value, others, random);
	const record = value as Record<string, unknown>;
	const key = pick(keys, random);
	const kind = random(8);
	if (kind === 0) delete record[key];
	else if (kind === 1) define(record, pick(KEYS, random), replacement(record[key], others, random));
	else if (kind === 2) define(record, pick(KEYS, random), record[key]);
	else if (kind === 3) return { [pick(['data', 'error', 'detail', 'output'], random)]: value };
	else if (kind === 4 && !Array.isArray(value)) return [value];
	else define(record, key, changed(record[key], others, random));
	return value;
}

/** As `JSON.parse` does it: even `__proto__` becomes a property of the object itself, and a list has no names. */
function define(record: object, key: string, value: unknown): void {
	if (Array.isArray(record) && !/^\d+$/.test(key)) return void record.push(value);
	Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}

function replacement(value: unknown, others: Answer[], random: Random): unknown {
	if (random(6) === 0) return structuredClone(pick(others, random).body);
	if (typeof value === 'string' && random(3) === 0) return spoiledString(value, random);
	return structuredClone(pick(VALUES, random));
}

function spoiledString(text: string, random: Random): string {
	const at = random(text.length + 1);
	const inserted = `${JSON.stringify(pick(VALUES, random))}`.slice(0, 60);
	return pick([text.slice(0, at), text.slice(at), text.slice(0, at) + inserted + text.slice(at), text.toUpperCase(), text + text, ` ${text} `], random);
}

/** Damages the bytes that were sent; what is no JSON any more arrives as text, as it does from n8n. */
function spoiledText(body: unknown, random: Random): unknown {
	const text = spoiledString(JSON.stringify(body) ?? '', random);
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
