import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiRequest, Protocol } from '../task/types';
import { property } from '../task/values';

const PRIVATE_HOST =
	/^(localhost|.*\.(localhost|local|internal|lan|home\.arpa)|0\.0\.0\.0|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|169\.254\..*|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\..*|\[.*\]|[^.]+)$/i;

export function isPublicHost(url: string): boolean {
	return URL.canParse(url) && !PRIVATE_HOST.test(new URL(url).hostname);
}

/**
 * The pro format refuses a body without a callback even when nobody listens. A path of this n8n that nothing
 * answers is then better than a stranger's address, which would learn of the results.
 */
export function callbackUrlFor(context: IExecuteFunctions, protocol: Protocol, given: string | undefined): string | undefined {
	if (given !== undefined || protocol.placeholderCallbackUrl === undefined) return given;
	const resumeUrl = resumeUrlOf(context);
	const isOwn = resumeUrl.startsWith('https://') && isPublicHost(resumeUrl) && !/^https:\/\/[\d.]+(:|\/)/.test(resumeUrl);
	return isOwn ? `${new URL(resumeUrl).origin}/webhook/runway-unused` : protocol.placeholderCallbackUrl;
}

export function resumeUrlOf(context: IExecuteFunctions): string {
	return String(property(context.getWorkflowDataProxy(0).$execution, 'resumeUrl') ?? '');
}

export function withCallback(request: ApiRequest, callbackUrl: string | undefined): ApiRequest {
	return callbackUrl === undefined ? request : { ...request, body: { ...request.body, callback_url: callbackUrl } };
}
