import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { valueAt } from '../../task/values';
import { baseAddress, keyComplaint } from './entered';
import { aiVideoProbe, cometProbe, type Probe } from './probes';
import { refused, TIMEOUT_MS, verdictOnAnswer, verdictOnFailure } from './verdict';

type CredentialTest = (this: ICredentialTestFunctions, credential: ICredentialsDecrypted) => Promise<INodeCredentialTestResult>;

/** A function and not the credential's own `test`, which cannot look into the answer and shows bare error codes. */
export const credentialTest: Record<'testCometApi' | 'testAiVideoApi', CredentialTest> = {
	testCometApi: testWith(cometProbe),
	testAiVideoApi: testWith(aiVideoProbe),
};

function testWith(probe: Probe): CredentialTest {
	return async function ({ data }) {
		const apiKey = String(data?.apiKey ?? '').trim();
		const address = baseAddress(String(data?.baseUrl ?? '').trim());
		const complaint = keyComplaint(apiKey, probe);
		if (complaint) return refused(complaint);
		if (!address) return refused(`The Base URL is not a web address such as ${probe.address}`);
		const { request } = this.helpers;
		try {
			const response: unknown = await request({
				method: 'GET',
				uri: address.href.replace(/\/+$/, '') + probe.path,
				headers: { Authorization: probe.authorization(apiKey), Accept: 'application/json' },
				json: true,
				simple: false,
				resolveWithFullResponse: true,
				followRedirect: false,
				timeout: TIMEOUT_MS,
			});
			const answer = { httpStatus: Number(valueAt(response, 'statusCode')), headers: {}, body: valueAt(response, 'body') };
			return verdictOnAnswer(probe, address, answer);
		} catch (error) {
			return verdictOnFailure(error, address);
		}
	};
}
