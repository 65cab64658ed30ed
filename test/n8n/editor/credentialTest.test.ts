import type { ICredentialTestFunctions } from 'n8n-workflow';

import { testAiVideoApi } from '../../../nodes/Runway/n8n/editor/credentialTest.ts';

type Credential = Parameters<typeof testAiVideoApi>[0];

const JSON_TYPE = { 'content-type': 'application/json' };
const credential = { data: { apiKey: ' key ', baseUrl: 'https://api.example.com/' } } as unknown as Credential;

async function verdict(answer: () => unknown) {
	const asked: Array<{ uri: string; headers: { Authorization: string } }> = [];
	const request = async (options: (typeof asked)[number]) => {
		asked.push(options);
		return await Promise.resolve(answer());
	};
	const result = await testAiVideoApi.call({ helpers: { request } } as unknown as ICredentialTestFunctions, credential);
	return { result, asked };
}

describe('the test of an AI Video API key', () => {
	it.each([
		['knows the key', { statusCode: 404, headers: JSON_TYPE }, 'OK', 'The key is accepted'],
		['answers with a task', { statusCode: 200, headers: JSON_TYPE }, 'OK', 'The key is accepted'],
		['refuses the key', { statusCode: 401, headers: JSON_TYPE }, 'Error', 'AI Video API does not accept this key'],
		['forbids it', { statusCode: 403, headers: {} }, 'Error', 'AI Video API does not accept this key'],
		['has trouble', { statusCode: 502, headers: {} }, 'Error', 'AI Video API has trouble on its own side (HTTP 502). Try again in some minutes'],
		['is a web page', { statusCode: 404, headers: { 'content-type': 'text/html' } }, 'Error', 'https://api.example.com is not the address of AI Video API'],
		['leads elsewhere', { statusCode: 301, headers: {} }, 'Error', 'https://api.example.com is not the address of AI Video API'],
	])('when the API %s', async (_, answer, status, message) => {
		expect((await verdict(() => answer)).result).toEqual({ status, message });
	});

	it('when the API cannot be reached', async () => {
		const { result } = await verdict(() => {
			throw new Error('connect ECONNREFUSED');
		});
		expect(result).toEqual({ status: 'Error', message: 'https://api.example.com cannot be reached' });
	});

	it('reads a task that nobody has, with the key as it is', async () => {
		const { asked } = await verdict(() => ({ statusCode: 404, headers: JSON_TYPE }));
		expect(asked).toMatchObject([{ uri: expect.stringMatching(/^https:\/\/api\.example\.com\/status\?uuid=0{8}-/), headers: { Authorization: 'key' } }]);
	});
});
