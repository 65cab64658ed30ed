import type { ICredentialTestFunctions } from 'n8n-workflow';

import { credentialTest } from '../../../nodes/Runway/n8n/editor/credentialTest.ts';

type Name = keyof typeof credentialTest;
type Credential = Parameters<(typeof credentialTest)[Name]>[0];

interface Asked {
	method: string;
	uri: string;
	headers: { Authorization: string };
	followRedirect: boolean;
}

const names: Name[] = ['testCometApi', 'testAiVideoApi'];
const OK = { status: 'OK', message: 'The key is accepted' };
const HOST = 'https://api.example.com';

async function tested(name: Name, answer: () => unknown, data: object = {}) {
	const asked: Asked[] = [];
	const request = async (options: Asked) => {
		asked.push(options);
		return await Promise.resolve(answer());
	};
	const credential = { data: { apiKey: 'sk-abc', baseUrl: HOST, ...data } } as unknown as Credential;
	const result = await credentialTest[name].call({ helpers: { request } } as unknown as ICredentialTestFunctions, credential);
	return { result, asked };
}

const answering = (statusCode: number, body?: unknown) => () => ({ statusCode, headers: {}, body });

const failing = (code: string) => () => {
	throw new Error('request failed', { cause: Object.assign(new Error(`connect ${code} 10.0.0.1`), { code }) });
};

const page = '<!DOCTYPE html><html><head><title>n8n.io</title></head></html>';
const models = { object: 'list', data: [{ id: 'gen4_turbo', object: 'model' }] };

describe.each<[Name, string, string, Array<[string, number, unknown]>]>([
	[
		'testCometApi',
		'CometAPI',
		'/v1/models',
		[
			['its list of models', 200, models],
			['the list without a label', 200, { data: [{ id: 'gen4_turbo' }] }],
			['an empty list', 200, { object: 'list', data: [] }],
		],
	],
	[
		'testAiVideoApi',
		'AI Video API',
		'/status?uuid=00000000-0000-0000-0000-000000000000',
		[
			['that nobody has such a task', 404, { detail: 'Task not found' }],
			['the same in other words', 400, { error: 'uuid does not exist' }],
			['the same inside a good answer', 200, { error: 'Invalid uuid' }],
			['what is wrong with the field', 422, { detail: [{ loc: ['query', 'uuid'], msg: 'value is not valid', type: 'value_error' }] }],
			['with a task', 200, { uuid: '00000000-0000-0000-0000-000000000000', status: 'in queue' }],
		],
	],
])('%s', (name, vendor, path, ownAnswers) => {
	it.each(ownAnswers)('accepts a key when the API answers %s', async (_, httpStatus, body) => {
		expect((await tested(name, answering(httpStatus, body))).result).toEqual(OK);
	});

	const elsewhere = `${HOST} does not answer as ${vendor} does`;
	it.each([
		['refuses the key', 401, { error: { message: 'Invalid Token (request id: 1)' } }, `${vendor} does not accept this key`],
		['forbids it', 403, { detail: 'Invalid API key' }, `${vendor} does not accept this key`],
		['refuses it inside a good answer', 200, { code: 401, msg: 'Invalid Token' }, `${vendor} does not accept this key`],
		['has trouble', 502, page, `${vendor} has trouble on its own side (HTTP 502). Try again in some minutes`],
		['is busy', 429, { error: 'slow down' }, `${vendor} takes no more requests for the moment (HTTP 429). Try again in a minute`],
		['is the editor of n8n', 200, page, `${elsewhere} (HTTP 200): check the Base URL`],
		['is the health check of n8n', 200, { status: 'ok' }, `${elsewhere} (HTTP 200): check the Base URL`],
		['is the REST API of n8n', 200, { data: { userManagement: {} } }, `${elsewhere} (HTTP 200): check the Base URL`],
		['is another API', 200, { data: [{ name: 'a' }] }, `${elsewhere} (HTTP 200): check the Base URL`],
		['has no such path', 404, { detail: 'Not Found' }, `${elsewhere} (HTTP 404): check the Base URL`],
		['gives an empty answer', 204, undefined, `${elsewhere} (HTTP 204): check the Base URL`],
		['is a page behind a login', 401, page, `${elsewhere} (HTTP 401): check the Base URL`],
		['is a firewall', 403, page, `${elsewhere} (HTTP 403): check the Base URL`],
		['leads elsewhere', 301, page, `${HOST} leads to another address, to which the key is not sent: check the Base URL`],
	])('says so when what answers %s', async (_, httpStatus, body, message) => {
		expect((await tested(name, answering(httpStatus, body))).result).toEqual({ status: 'Error', message });
	});

	it.each([
		['ECONNREFUSED', 'Nothing listens at api.example.com: check the Base URL'],
		['ENOTFOUND', 'The name api.example.com is not known: check the Base URL, and whether n8n has a way to the internet'],
		['EAI_AGAIN', 'The name api.example.com is not known: check the Base URL, and whether n8n has a way to the internet'],
		['ECONNABORTED', 'api.example.com did not answer within 20 seconds. Try again in some minutes'],
		['ETIMEDOUT', 'api.example.com did not answer within 20 seconds. Try again in some minutes'],
		['CERT_HAS_EXPIRED', 'No secure connection to api.example.com is possible: its certificate is not accepted, or it does not speak https'],
		['EPROTO', 'No secure connection to api.example.com is possible: its certificate is not accepted, or it does not speak https'],
		['ECONNRESET', 'The connection to api.example.com failed. Try again in some minutes'],
	])('says in a sentence what %s means', async (code, message) => {
		expect((await tested(name, failing(code))).result).toEqual({ status: 'Error', message });
	});

	it('says so when n8n itself forbids private addresses', async () => {
		const { result } = await tested(name, () => {
			throw Object.assign(new Error('blocked'), { name: 'SsrfBlockedIpError' });
		});
		expect(result).toEqual({ status: 'Error', message: 'n8n is set up not to reach api.example.com, which is a private address' });
	});

	it.each([
		['nothing', ' ', `Enter the API key of ${vendor}`],
		['the whole header', 'Bearer sk-abc', 'The API key starts with “Bearer”: enter only what follows this word'],
		['quotation marks', '"sk-abc"', 'The API key has quotation marks around it: enter it without them'],
		['a space', 'sk-a bc', 'The API key has a space or a line break in it: copy it again'],
		['a line break', 'sk-a\nbc', 'The API key has a space or a line break in it: copy it again'],
		['masked characters', '••••••', 'The API key has characters in it that cannot be sent: copy it again'],
	])('sends no key that is %s', async (_, apiKey, message) => {
		const { result, asked } = await tested(name, answering(200, models), { apiKey });
		expect(result).toEqual({ status: 'Error', message });
		expect(asked).toEqual([]);
	});

	it.each(['', 'api.example.com', 'https://', 'https://exa mple.com', 'ftp://example.com', 'https://me:secret@example.com', `${HOST}?a=b`])(
		'sends no key to “%s”',
		async (baseUrl) => {
			const { result, asked } = await tested(name, answering(200, models), { baseUrl });
			expect(result).toEqual({ status: 'Error', message: expect.stringMatching(/^The Base URL is not a web address such as https:\/\/api\.\w+\.com$/) });
			expect(asked).toEqual([]);
		},
	);

	it('names a path that is too much in the Base URL, and accepts one that leads to the API', async () => {
		const baseUrl = `${HOST}/v1/`;
		const { result, asked } = await tested(name, answering(301, page), { baseUrl });
		expect(asked[0]?.uri).toBe(`${HOST}/v1${path}`);
		expect(result.message).toBe(`${HOST}/v1 leads to another address, to which the key is not sent: check the Base URL, which needs no path`);
		const [[, httpStatus, body] = ['', 0, undefined]] = ownAnswers;
		expect((await tested(name, answering(httpStatus, body), { baseUrl })).result).toEqual(OK);
	});
});

it.each<[Name, string]>([
	['testCometApi', 'Bearer sk-abc'],
	['testAiVideoApi', 'sk-abc'],
])('%s sends the key once, to the Base URL alone, and follows no redirect', async (name, authorization) => {
	const { asked } = await tested(name, answering(301), { apiKey: ' sk-abc\n', baseUrl: ` ${HOST}/ ` });
	expect(asked).toEqual([expect.objectContaining({ method: 'GET', followRedirect: false, headers: { Authorization: authorization, Accept: 'application/json' } })]);
	expect(asked[0]?.uri.startsWith(`${HOST}/`)).toBe(true);
});

it.each(names)('%s never shows the key', async (name) => {
	const key = 'sk-abc';
	const answers = [answering(401, { error: { message: `Invalid key ${key}` } }), answering(200, page + key), failing('ECONNRESET')];
	const results = await Promise.all(answers.map(async (answer) => (await tested(name, answer)).result));
	expect(JSON.stringify(results)).not.toContain(key);
});
