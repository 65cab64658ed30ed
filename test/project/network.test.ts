import { createServer, get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { ClientRequest } from 'node:http';
import { request } from 'undici';

const failureOf = (connection: ClientRequest | Socket): Promise<Error> =>
	new Promise((resolve) => connection.once('error', resolve));

describe('the network of a test', () => {
	it.each([
		['https', () => failureOf(httpsGet('https://example.com/'))],
		['http', () => failureOf(httpGet('http://192.0.2.1/'))],
		['a socket', () => failureOf(connect(80, '192.0.2.1'))],
	])('cannot be reached through %s', async (_name, failure) => {
		expect((await failure()).message).toContain('Tests must not reach the network');
	});

	it('cannot be reached through fetch or undici', async () => {
		await expect(fetch('http://example.com/')).rejects.toThrow('fetch failed');
		await expect(request('http://example.com/')).rejects.toThrow('Mock dispatch not matched');
	});

	it('includes a server on loopback', async () => {
		const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

		expect(await (await fetch(url)).text()).toBe('here');
		expect(await (await request(url)).body.text()).toBe('here');
		server.closeAllConnections();
		server.close();
	});
});
