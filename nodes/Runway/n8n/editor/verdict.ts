import type { INodeCredentialTestResult } from 'n8n-workflow';

import { explain } from '../../protocols/answer';
import { answerText } from '../../protocols/answerText';
import type { Answer } from '../../task/request';
import { isObject } from '../../task/values';
import { errorCodes, isRefusedByGuard } from '../context/http';
import type { Probe } from './probes';

export const TIMEOUT_MS = 20_000;

const NO_CONNECTION: Array<[RegExp, (address: URL) => string]> = [
	[/^ECONNREFUSED$/, ({ host }) => `Nothing listens at ${host}: check the Base URL`],
	[/^(ENOTFOUND|EAI_\w+)$/, ({ hostname }) => `The name ${hostname} is not known: check the Base URL, and whether n8n has a way to the internet`],
	[/^(ECONNABORTED|E\w*TIMEDOUT)$/, ({ host }) => `${host} did not answer within ${TIMEOUT_MS / 1000} seconds. Try again in some minutes`],
	[
		/^(CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|EPROTO)$/,
		({ host }) => `No secure connection to ${host} is possible: its certificate is not accepted, or it does not speak https`,
	],
];

export const refused = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/** Only the API's own JSON proves the key: any server at all may answer 200. */
export function verdictOnAnswer({ vendor, isOwn }: Probe, address: URL, answer: Answer): INodeCredentialTestResult {
	const { httpStatus, body } = answer;
	const kind = explain(answer)?.kind;
	const isToldInJson = isObject(body) && answerText(body) !== undefined;
	if (kind === 'serverTrouble') return refused(`${vendor} has trouble on its own side (HTTP ${httpStatus}). Try again in some minutes`);
	if (kind === 'busy') return refused(`${vendor} takes no more requests for the moment (HTTP ${httpStatus}). Try again in a minute`);
	if (isToldInJson && (kind === 'badKey' || kind === 'forbidden')) return refused(`${vendor} does not accept this key`);
	if (isObject(body) && isOwn(body)) return { status: 'OK', message: 'The key is accepted' };
	const isRedirect = httpStatus >= 300 && httpStatus < 400;
	const what = isRedirect ? 'leads to another address, to which the key is not sent' : `does not answer as ${vendor} does (HTTP ${httpStatus})`;
	return refused(`${shown(address)} ${what}: check the Base URL${address.pathname === '/' ? '' : ', which needs no path'}`);
}

export function verdictOnFailure(error: unknown, address: URL): INodeCredentialTestResult {
	if (isRefusedByGuard(error)) return refused(`n8n is set up not to reach ${address.host}, which is a private address`);
	const codes = errorCodes(error);
	const sentence = NO_CONNECTION.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1];
	return refused(sentence?.(address) ?? `The connection to ${address.host} failed. Try again in some minutes`);
}

const shown = ({ origin, pathname }: URL): string => `${origin}${pathname}`.replace(/\/+$/, '');
