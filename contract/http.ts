import { request } from 'undici';

import type { Protocol } from '../nodes/Runway/task/protocol.ts';
import type { Answer, ApiRequest } from '../nodes/Runway/task/request.ts';
import { type Account, CannotRun } from './options.ts';
import { credentials, defaultApiVersion } from './shipped.ts';

const TIMEOUT_MS = 60_000;

/** Sends one request as the node would, with the protocol's and the credential's own headers; redirects are not followed. */
export async function send(account: Account, wish: ApiRequest, headers: Record<string, string>): Promise<Answer> {
	const url = new URL(account.baseUrl + wish.path);
	for (const [name, value] of Object.entries(wish.query ?? {})) url.searchParams.set(name, value);
	const timing = { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS };
	const body = wish.body && JSON.stringify(wish.body);
	const authorized = await credentials[account.vendor].authenticate({ apiKey: account.key }, { url: url.href, headers });
	try {
		const response = await request(url, {
			...timing,
			method: wish.method,
			headers: { accept: 'application/json', ...authorized.headers, ...(body && { 'content-type': 'application/json' }) },
			body,
		});
		const text = await response.body.text();
		const received = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
		return { httpStatus: response.statusCode, headers: Object.fromEntries(received), body: parse(text) };
	} catch (error) {
		throw new CannotRun(`${account.vendor} could not be reached at ${account.baseUrl}: ${reasonOf(error)}`);
	}
}

export function headersOf(protocol: Protocol): Record<string, string> {
	return protocol.headers(defaultApiVersion());
}

export function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message || error.name : String(error);
}
