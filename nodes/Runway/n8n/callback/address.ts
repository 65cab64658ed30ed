import type { IExecuteFunctions } from 'n8n-workflow';

import type { Protocol } from '../../task/protocol';
import type { ApiRequest } from '../../task/request';
import { badInput } from '../context/errors';
import type { ApiContext } from '../context/http';
import { isPublicHost } from './publicHost';

/**
 * The pro format refuses a body without a callback even when nobody listens. A path of this n8n that nothing
 * answers is then better than a stranger's address, which would learn of the results.
 */
export async function callbackUrlFor(
	context: IExecuteFunctions,
	protocol: Protocol,
	given: string | undefined,
	itemIndex: number,
): Promise<string | undefined> {
	// Where the API calls nobody, the watch does, and that reaches what n8n reaches.
	if (protocol.callbackMethod === undefined) return undefined;
	if (given !== undefined) return await reachable(context, protocol, given, itemIndex);
	if (protocol.placeholderCallbackUrl === undefined) return undefined;
	const resumeUrl = resumeUrlOf(context);
	const isOwn = resumeUrl.startsWith('https://') && isPublicHost(resumeUrl) && !/^https:\/\/([\d.]+(:|\/)|\[)/.test(resumeUrl);
	return isOwn ? `${new URL(resumeUrl).origin}/webhook/runway-unused` : protocol.placeholderCallbackUrl;
}

/** An API on the internet cannot call a private address, which is better said before the task is paid. */
export async function canCallBack(context: IExecuteFunctions, protocol: Protocol, url: string): Promise<boolean> {
	if (isPublicHost(url)) return true;
	const { baseUrl } = await context.getCredentials(protocol.credentialType);
	return !isPublicHost(String(baseUrl));
}

async function reachable(context: IExecuteFunctions, protocol: Protocol, url: string, itemIndex: number): Promise<string> {
	if (await canCallBack(context, protocol, url)) return url;
	throw badInput(context, itemIndex, 'Callback URL', `must be an address that ${protocol.vendor} can reach from the internet, not a local or private one`);
}

export function resumeUrlOf(context: ApiContext): string {
	return String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0) ?? '');
}

export function withCallback(request: ApiRequest, callbackUrl: string | undefined): ApiRequest {
	return callbackUrl === undefined ? request : { ...request, body: { ...request.body, callback_url: callbackUrl } };
}
