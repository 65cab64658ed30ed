import type { IExecuteFunctions, IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Ports } from '../../task/engine';
import type { Protocol } from '../../task/protocol';
import type { ApiRequest, HttpOutcome } from '../../task/request';
import { cleanText, isObject, valueAt } from '../../task/values';
import { n8nClock } from './clock';

export type ApiContext = IExecuteFunctions | IWebhookFunctions;

const TIMEOUT_MS = { POST: 120_000, GET: 60_000 };
const WEBHOOK_READ_TIMEOUT_MS = 10_000;

/** What is shorter stands in innocent words as well. */
const SHORTEST_KEY = 8;

/** Codes that a connection fails with before anything was sent. */
const NEVER_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/** Sends API requests with the credential, to the credential's own origin only: redirects are not followed. */
export async function apiHttp(context: ApiContext, protocol: Protocol, apiVersion: string, timeoutMs?: number) {
	const { baseUrl, apiKey } = await context.getCredentials(protocol.credentialType);
	const baseURL = checkedBaseUrl(context, protocol, baseUrl);
	return async function http(request: ApiRequest): Promise<HttpOutcome> {
		const options: IHttpRequestOptions = {
			method: request.method,
			baseURL,
			url: request.path,
			qs: request.query,
			body: request.body,
			headers: protocol.headers(apiVersion),
			json: true,
			timeout: timeoutMs ?? TIMEOUT_MS[request.method],
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		};
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				protocol.credentialType,
				options,
			);
			return { kind: 'answer', answer: toAnswer(response, typeof apiKey === 'string' ? apiKey.trim() : '') };
		} catch (error) {
			return toNetworkOutcome(error);
		}
	};
}

/** A caller waits for the answer to its callback, so a read made for one is short. */
export async function webhookPorts(context: IWebhookFunctions, protocol: Protocol, apiVersion: string): Promise<Ports> {
	return { clock: n8nClock(), http: await apiHttp(context, protocol, apiVersion, WEBHOOK_READ_TIMEOUT_MS) };
}

function checkedBaseUrl(context: ApiContext, protocol: Protocol, url: unknown): string {
	if (typeof url === 'string' && /^https?:\/\/[^/]/.test(url.trim())) return url.trim().replace(/\/+$/, '');
	throw new NodeOperationError(context.getNode(), `The Base URL of the ${protocol.vendor} credential is not a web address`, {
		description: 'Open the credential and enter an address that starts with https://. Nothing was sent.',
	});
}

function toAnswer(response: unknown, apiKey: string) {
	const headers = Object.entries(valueAt(response, 'headers') ?? {});
	return {
		httpStatus: Number(valueAt(response, 'statusCode')),
		headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), String(value)])),
		body: withoutKey(valueAt(response, 'body'), apiKey),
	};
}

/** A server may repeat the key it was sent; whatever the key's form, it must not reach errors, logs or saved data. */
function withoutKey(body: unknown, apiKey: string): unknown {
	const text = JSON.stringify(body);
	if (apiKey.length < SHORTEST_KEY || !text?.includes(apiKey)) return body;
	return JSON.parse(text.replaceAll(apiKey, '[key]'));
}

/** Only a failure that is known to come before the sending may be taken for "not sent". */
export function toNetworkOutcome(error: unknown): HttpOutcome {
	const chain = causes(error);
	const codes = errorCodes(error);
	if (codes.includes('ERR_CANCELED')) return { kind: 'cancelled' };
	const neverConnected =
		codes.some((code) => NEVER_CONNECTED.test(code)) || chain.some((cause) => cause.syscall === 'connect') || isRefusedByGuard(error);
	return { kind: neverConnected ? 'noConnection' : 'lost', text: cleanText(chain.at(-1)?.message) ?? 'no answer' };
}

/** n8n's own protection against requests to private addresses. */
export function isRefusedByGuard(error: unknown): boolean {
	return causes(error).some((cause) => String(cause.name).startsWith('Ssrf'));
}

/** The codes of an error and of what lies behind it. */
export function errorCodes(error: unknown): string[] {
	return causes(error).map(({ code }) => String(code));
}

function causes(error: unknown): Array<Record<string, unknown>> {
	return isObject(error) ? [error, ...causes(error.cause)] : [];
}
