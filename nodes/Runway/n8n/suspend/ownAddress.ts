import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { absorbing } from '../../task/calledTaskId';
import type { Protocol } from '../../task/protocol';
import { cleanText, valueAt } from '../../task/values';
import { callbackUrlFor, canCallBack, resumeUrlOf } from '../callback/address';
import { answerTo, type CallAnswer } from '../callback/lines';
import { badInput } from '../context/errors';
import { type ApiContext, isRefusedByGuard } from '../context/http';
import type { Settings } from '../context/settings';

/** A path of the node's own: a call that comes when the execution waits at another node finds nothing there. */
export const RESUME_PATH = 'runway';

const KNOWN_FOR_MS = 60 * 60_000;
const WAY_OUT = 'or choose Wait Until Finished, which works everywhere.';

/** Origins at which this n8n has reached itself, and when that was. */
const reachedAtMs = new Map<string, number>();

export function resumeAddressOf(context: ApiContext): string {
	const address = new URL(resumeUrlOf(context));
	address.pathname += `/${RESUME_PATH}`;
	return address.href;
}

interface SleeperCallback {
	/** What is sent as the task's callback address. */
	url: string | undefined;
	/** Whether a call to it wakes the execution. */
	wakes: boolean;
}

/** Where the API can call, that comes first and the watch is the net; elsewhere the watch alone wakes the execution. */
export async function callbackOfSleeper(
	context: IExecuteFunctions,
	protocol: Protocol,
	{ callbackUrl }: Pick<Settings, 'callbackUrl'>,
	itemIndex: number,
): Promise<SleeperCallback> {
	if (callbackUrl !== undefined) {
		throw badInput(context, itemIndex, 'Callback URL', 'cannot be combined with Suspend Until Finished, which may need the callback itself. Remove it from the options');
	}
	const url = resumeAddressOf(context);
	if (protocol.callbackMethod && (await canCallBack(context, protocol, url))) return { url: absorbing(url), wakes: true };
	await checkOwnAddress(context, itemIndex);
	return { url: await callbackUrlFor(context, protocol, undefined, itemIndex), wakes: false };
}

/** A task is paid for only when the execution can be woken. */
export async function checkOwnAddress(context: IExecuteFunctions, itemIndex: number): Promise<void> {
	const url = resumeAddressOf(context);
	const { origin, hostname } = new URL(url);
	if (Date.now() - (reachedAtMs.get(origin) ?? 0) < KNOWN_FOR_MS) return;
	const answer = await answerTo(context, { method: 'POST', url, body: {} });
	if (knowsExecution(answer)) return void reachedAtMs.set(origin, Date.now());
	throw new NodeOperationError(context.getNode(), `n8n cannot reach itself at ${origin}, so nobody could wake this execution`, {
		itemIndex,
		description: ['Nothing was sent.', reasonOf(answer), advice(answer.error, hostname)].join(' '),
	});
}

/** For an execution that is still running n8n has a 409, or a 500 before it has saved anything of it; another n8n has a 404. */
function knowsExecution({ httpStatus, message }: CallAnswer): boolean {
	return httpStatus === 409 || (httpStatus === 500 && message !== '');
}

function reasonOf({ httpStatus, error }: { httpStatus: number; error?: unknown }): string {
	if (error === undefined) return `Something else answers there (HTTP ${httpStatus}).`;
	if (isRefusedByGuard(error)) return 'Its SSRF protection blocks the address.';
	return `In the network's words: “${cleanText(valueAt(error, 'code') ?? valueAt(error, 'message')) ?? 'no answer'}”.`;
}

function advice(error: unknown, hostname: string): string {
	if (!isRefusedByGuard(error)) return `Set the environment variable WEBHOOK_URL to an address at which n8n can be reached, ${WAY_OUT}`;
	return `Allow ${allowance(hostname)}, ${WAY_OUT}`;
}

/** The guard looks up names in the one list and numbers, as ranges, in the other. */
function allowance(hostname: string): string {
	if (hostname.startsWith('[')) return `${hostname.slice(1, -1)}/128 in N8N_SSRF_ALLOWED_IP_RANGES`;
	return /^[\d.]+$/.test(hostname) ? `${hostname}/32 in N8N_SSRF_ALLOWED_IP_RANGES` : `${hostname} in N8N_SSRF_ALLOWED_HOSTNAMES`;
}
