import type { IExecuteFunctions, IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Ports } from '../../task/engine';
import type { Protocol } from '../../task/protocol';
import type { ApiRequest, HttpOutcome } from '../../task/request';
import { cleanText, isObject, valueAt } from '../../task/values';
import { readBaseUrl } from './baseUrl';
import { n8nClock } from './clock';

export type ApiContext = IExecuteFunctions | IWebhookFunctions;

const TIMEOUT_MS = { POST: 120_000, GET: 60_000 };
const WEBHOOK_READ_TIMEOUT_MS = 10_000;

/** What is shorter stands in innocent words as well. */
const SHORTEST_KEY = 8;

/** Codes that a connection fails with before anything was sent; n8n 1.x tells them as `httpCode` alone. */
const NEVER_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ERR_INVALID_URL|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/** The same in words, for codes that are used later on as well: no way to the host, or no agreement on encryption with it. */
const NEVER_SENT =
	/^connect E|before secure TLS connection|wrong version number|handshake failure|(alert|unsupported) protocol|unrecognized name|no protocols available|legacy renegotiation|key too small|certificate required/i;

/** The address is not shown in what is thrown, for a login may stand in it. */
function checkedBaseUrl(context: ApiContext, { vendor }: Protocol, given: unknown): string {
	const read = readBaseUrl(given);
	if ('address' in read) return read.address;
	throw new NodeOperationError(context.getNode(), `The Base URL of the ${vendor} credential ${read.problem}`, {
		description: 'Open the credential and enter the address of the API alone; it starts with https://. Nothing was sent, so nothing was charged.',
	});
}

/** Sends API requests with the credential, to the credential's own origin only: redirects are not followed. */
export async function apiHttp(context: ApiContext, protocol: Protocol, apiVersion: string, timeoutMs?: number) {
	const { baseUrl, apiKey } = await context.getCredentials(protocol.credentialType);
	const baseURL = checkedBaseUrl(context, protocol, baseUrl);
	return async function http(request: ApiRequest, { outlivesStop = false } = {}): Promise<HttpOutcome> {
		if (isStopped(context)) return { kind: 'cancelled', isSent: false };
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
				outlivesStop ? deafToStop(context) : context,
				protocol.credentialType,
				options,
			);
			return { kind: 'answer', answer: toAnswer(response, typeof apiKey === 'string' ? apiKey.trim() : '') };
		} catch (error) {
			return toNetworkOutcome(error);
		}
	};
}

function isStopped(context: ApiContext): boolean {
	return 'getExecutionCancelSignal' in context && context.getExecutionCancelSignal()?.aborted === true;
}

/** The helper breaks a request off by the signal of the context it is called on, and whatever signal the options name. */
function deafToStop(context: ApiContext): ApiContext {
	return Object.create(context, { getExecutionCancelSignal: { value: () => undefined } });
}

/** A caller waits for the answer to its callback, so a read made for one is short. */
export async function webhookPorts(context: IWebhookFunctions, protocol: Protocol, apiVersion: string): Promise<Ports> {
	return { clock: n8nClock(), http: await apiHttp(context, protocol, apiVersion, WEBHOOK_READ_TIMEOUT_MS) };
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
	if (codes.includes('ERR_CANCELED')) return { kind: 'cancelled', isSent: true };
	const words = networkWords(chain);
	const neverConnected = codes.some((code) => NEVER_CONNECTED.test(code)) || NEVER_SENT.test(words) || isRefusedByGuard(error);
	return { kind: neverConnected ? 'noConnection' : 'lost', text: cleanText(words) ?? 'no answer' };
}

/** n8n lays advice of its own over the network's words and keeps these in `messages`; n8n 1.x keeps no cause beside them. */
function networkWords(chain: Array<Record<string, unknown>>): string {
	const [kept] = chain.flatMap(({ messages }) => (Array.isArray(messages) ? messages : []));
	return String(kept ?? chain.at(-1)?.message ?? '');
}

/** n8n's own protection against requests to private addresses. */
export function isRefusedByGuard(error: unknown): boolean {
	return causes(error).some((cause) => String(cause.name).startsWith('Ssrf'));
}

/** The codes of an error and of what lies behind it. */
export function errorCodes(error: unknown): string[] {
	return causes(error).flatMap(({ code, httpCode }) => [String(code), String(httpCode)]);
}

function causes(error: unknown): Array<Record<string, unknown>> {
	return isObject(error) ? [error, ...causes(error.cause)] : [];
}
