import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { property } from '../task/values';

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
		const isRefused = [401, 403].includes(Number(property(response, 'statusCode')));
		return isRefused ? { status: 'Error', message: 'AI Video API does not accept this key' } : { status: 'OK', message: 'The key is accepted' };
	} catch {
		return { status: 'Error', message: `${baseUrl || 'The Base URL'} cannot be reached` };
	}
}
