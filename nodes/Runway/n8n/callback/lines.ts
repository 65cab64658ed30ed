import type { IHttpRequestMethods } from 'n8n-workflow';

import type { Ports } from '../../task/engine';
import { type Limited, limiter } from '../../task/limit';
import type { Protocol } from '../../task/protocol';
import { type JsonObject, valueAt } from '../../task/values';
import type { ApiContext } from '../context/http';

const READS_AT_ONCE = 5;
const CALL_TIMEOUT_MS = 60_000;

export interface Call {
	method: Extract<IHttpRequestMethods, 'GET' | 'POST'>;
	url: string;
	body?: JsonObject;
}

/** What reads and calls on behalf of those who sleep. */
export interface Line {
	http: Ports['http'];
	/** Whether the call needs no repetition: it was heard, or there is nobody who could hear it. */
	call(call: Call): Promise<boolean>;
	reading: Limited;
}

/** A line lives as long as something is watched over it. */
const lines = new Map<string, WeakRef<Line>>();

/** One for all tasks of a credential, over the newest context, since each context keeps the data of a whole run alive. */
export function lineFor(context: ApiContext, protocol: Protocol, apiVersion: string, http: Ports['http']): Line {
	const credential = context.getNode().credentials?.[protocol.credentialType];
	const key = [protocol.format, apiVersion, credential?.id ?? credential?.name].join(' ');
	const call: Line['call'] = async (wanted) => needsNoRepetition(await answerTo(context, wanted));
	const line = lines.get(key)?.deref() ?? { http, call, reading: limiter(READS_AT_ONCE) };
	lines.set(key, new WeakRef(line));
	return Object.assign(line, { http, call });
}

export interface CallAnswer {
	httpStatus: number;
	message: string;
}

/** Calls an address of n8n or of the user, without any credential; no answer has the status 0 and its reason as message. */
export async function answerTo(context: ApiContext, { method, url, body }: Call): Promise<CallAnswer & { error?: unknown }> {
	try {
		const answer: unknown = await context.helpers.httpRequest({
			method,
			url,
			body,
			json: true,
			timeout: CALL_TIMEOUT_MS,
			// n8n sends a call for an execution that waits at a form on to that form.
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		});
		return { httpStatus: Number(valueAt(answer, 'statusCode')), message: String(valueAt(answer, 'body', 'message') ?? '') };
	} catch (error) {
		return { httpStatus: 0, message: '', error };
	}
}

/** n8n answers 409 both before it has saved a wait, which passes, and after the execution has ended, which does not. */
function needsNoRepetition({ httpStatus, message }: CallAnswer): boolean {
	if (httpStatus === 409) return message.includes('has finished');
	const maySucceedLater = [0, 202, 408, 425, 429].includes(httpStatus) || httpStatus >= 500;
	return !maySucceedLater;
}
