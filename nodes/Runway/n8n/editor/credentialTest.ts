import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { valueAt } from '../../task/values';

/** The API has no account endpoint; reading a task nobody has is free and tells whether the key is known. */
const UNKNOWN_TASK = '/status?uuid=00000000-0000-0000-0000-000000000000';

export async function testAiVideoApi(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const apiKey = String(credential.data?.apiKey ?? '').trim();
	const baseUrl = String(credential.data?.baseUrl ?? '').trim().replace(/\/+$/, '');
	const { request } = this.helpers;
	try {
		const response: unknown = await request({
			method: 'GET',
			uri: `${baseUrl}${UNKNOWN_TASK}`,
			headers: { Authorization: apiKey, Accept: 'application/json' },
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			timeout: 20_000,
		});
		return verdictOn(Number(valueAt(response, 'statusCode')), valueAt(response, 'headers', 'content-type'), baseUrl);
	} catch {
		return { status: 'Error', message: `${baseUrl || 'The Base URL'} cannot be reached` };
	}
}

/** Any answer in JSON that is not about the key comes from an API that has looked at it. */
function verdictOn(httpStatus: number, contentType: unknown, baseUrl: string): INodeCredentialTestResult {
	if (httpStatus === 401 || httpStatus === 403) return { status: 'Error', message: 'AI Video API does not accept this key' };
	if (httpStatus >= 500) return { status: 'Error', message: `AI Video API has trouble on its own side (HTTP ${httpStatus}). Try again in some minutes` };
	if (!/json/i.test(String(contentType))) return { status: 'Error', message: `${baseUrl} is not the address of AI Video API` };
	return { status: 'OK', message: 'The key is accepted' };
}
