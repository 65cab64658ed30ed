import { type IExecuteFunctions, type INode, NodeApiError } from 'n8n-workflow';

import { apiHttp, toNetworkOutcome } from '../../../nodes/Runway/n8n/context/http.ts';
import { official } from '../../../nodes/Runway/protocols/official.ts';

const node: INode = { id: '1', name: 'Runway', type: 'runway', typeVersion: 1, position: [0, 0], parameters: {} };
const failure = (details: object, message = 'It did not work') => Object.assign(new Error(message), details);

/** What the helper throws: n8n 2.x keeps the cause, 1.x does not. */
const wrapped = (error: Error) => new NodeApiError(node, error as never);
const wrappedBy1 = (error: Error) => Object.defineProperty(wrapped(error), 'cause', { value: undefined });

const handshake = (words: string) => `write EPROTO 40ED0C07367F0000:error:0A00010B:SSL routines:x:${words}:../x.c:77:`;

const rows: Array<[why: string, code: string | undefined, message: string, kind: string]> = [
	['the port is closed', 'ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1', 'noConnection'],
	['the name is unknown', 'ENOTFOUND', 'getaddrinfo ENOTFOUND api.example.com', 'noConnection'],
	['the name server does not answer', 'EAI_AGAIN', 'getaddrinfo EAI_AGAIN api.example.com', 'noConnection'],
	['there is no way to the host', 'EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:443', 'noConnection'],
	['the host does not answer at all', 'ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443', 'noConnection'],
	['the address is none', 'ERR_INVALID_URL', 'Invalid URL', 'noConnection'],
	['the certificate is not accepted', 'SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', 'noConnection'],
	['the certificate is that of another host', 'ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames", 'noConnection'],
	['the host speaks plain HTTP', 'EPROTO', handshake('wrong version number'), 'noConnection'],
	['the host has an old encryption', 'EPROTO', handshake('tlsv1 alert protocol version'), 'noConnection'],
	['the two have no encryption in common', 'EPROTO', handshake('ssl/tls alert handshake failure'), 'noConnection'],
	['the host hung up before the encryption stood', 'ECONNRESET', 'Client network socket disconnected before secure TLS connection was established', 'noConnection'],
	['the encryption broke later on', 'EPROTO', handshake('decryption failed or bad record mac'), 'lost'],
	['the way to the host broke off while it was sent', 'EHOSTUNREACH', 'write EHOSTUNREACH', 'lost'],
	['the network went away while the answer was waited for', 'ENETUNREACH', 'read ENETUNREACH', 'lost'],
	['the connection was reset', 'ECONNRESET', 'read ECONNRESET', 'lost'],
	['it took too long', 'ECONNABORTED', 'timeout of 120000ms exceeded', 'lost'],
	['nobody knows why', undefined, 'It did not work', 'lost'],
	['the execution was stopped', 'ERR_CANCELED', 'canceled', 'cancelled'],
];

describe('a request without an answer', () => {
	it.each(rows)('because %s', (_, code, message, kind) => {
		const error = () => failure({ code }, message);
		for (const thrown of [error(), wrapped(failure({ code, cause: error() }, message)), wrappedBy1(error())]) {
			expect(toNetworkOutcome(thrown)).toMatchObject({ kind });
		}
	});

	it('because n8n’s guard blocks the address', () => {
		expect(toNetworkOutcome(wrapped(failure({ name: 'SsrfBlockedIpError' })))).toMatchObject({ kind: 'noConnection' });
	});

	it.each([['ECONNRESET', 'read ECONNRESET'], ['ETIMEDOUT', 'read ETIMEDOUT'], ['ECONNABORTED', 'timeout of 120000ms exceeded']])(
		'is told in the network’s words, without the advice that n8n has for %s',
		(code, message) => {
			for (const wrap of [wrapped, wrappedBy1]) expect(toNetworkOutcome(wrap(failure({ code }, message)))).toMatchObject({ text: message });
			expect(wrapped(failure({ code }, message)).message).not.toBe(message);
		},
	);
});

/** A context that answers every request, and notes what it was given. */
function contextWith(baseUrl: unknown, signal?: AbortSignal) {
	const sent: unknown[] = [];
	const context = {
		getNode: () => node,
		getCredentials: async () => await Promise.resolve({ apiKey: 'sk-canary', baseUrl }),
		getExecutionCancelSignal: () => signal,
		helpers: {
			async httpRequestWithAuthentication(this: Pick<IExecuteFunctions, 'getExecutionCancelSignal'>, _: string, { baseURL }: { baseURL: string }) {
				sent.push({ baseURL, signal: this.getExecutionCancelSignal() });
				return await Promise.resolve({ statusCode: 200, headers: {}, body: {} });
			},
		},
	};
	return { context: context as never, sent };
}

const post = { method: 'POST', path: '/runwayml/v1/image_to_video', body: {} } as const;

describe('a stopped execution', () => {
	it('sends nothing more, and says so', async () => {
		const { context, sent } = contextWith('https://api.example.com', AbortSignal.abort());
		const http = await apiHttp(context, official, '2024-11-06');
		expect(await http(post, { outlivesStop: true })).toEqual({ kind: 'cancelled', isSent: false });
		expect(sent).toEqual([]);
	});

	it.each([
		['breaks off a read', false],
		['does not break off a submission', true],
	])('%s', async (_, outlivesStop) => {
		const { signal } = new AbortController();
		const { context, sent } = contextWith('https://api.example.com', signal);
		await (await apiHttp(context, official, '2024-11-06'))(post, { outlivesStop });
		expect(sent).toEqual([{ baseURL: 'https://api.example.com', signal: outlivesStop ? undefined : signal }]);
	});
});

describe('a Base URL', () => {
	it.each([
		['nothing', '', 'is not a web address'],
		['no text', 7, 'is not a web address'],
		['no scheme', 'api.example.com', 'is not a web address'],
		['another scheme', 'ftp://api.example.com', 'is not a web address'],
		['no host', 'https://', 'is not a web address'],
		['a port that is none', 'https://api.example.com:99999', 'is not a web address'],
		['a space', 'https://api.example com', 'is not a web address'],
		['a space in the path', 'https://api.example.com/ v1', 'is not a web address'],
		['a login', 'https://user:word@api.example.com', 'holds a user name or a password'],
		['a query', 'https://api.example.com?key=secret', 'has something behind the address, from a “?” or “#” on'],
		['a fragment', 'https://api.example.com/#top', 'has something behind the address, from a “?” or “#” on'],
	])('with %s is refused before anything is sent, and not shown', async (_, baseUrl, problem) => {
		const refusal = apiHttp(contextWith(baseUrl).context, official, '2024-11-06');
		await expect(refusal).rejects.toMatchObject({
			message: `The Base URL of the CometAPI credential ${problem}`,
			description: expect.stringMatching(/Open the credential.*nothing was charged/),
		});
		expect(JSON.stringify(await refusal.catch((error: unknown) => error))).not.toMatch(/user:word|secret/);
	});

	it.each([
		['https://api.example.com', 'https://api.example.com'],
		[' https://api.example.com/ ', 'https://api.example.com'],
		['http://localhost:3000', 'http://localhost:3000'],
		['https://gateway.example.com/comet/', 'https://gateway.example.com/comet'],
	])('%j is used as %s', async (baseUrl, used) => {
		const { context, sent } = contextWith(baseUrl);
		await (await apiHttp(context, official, '2024-11-06'))(post);
		expect(sent).toMatchObject([{ baseURL: used }]);
	});
});
