import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that behaves as no simulator should: it stalls in the middle of a file, or repeats the key it was given. */
export async function openOddHost() {
	const server = createServer((request, response) => void answer(request, response));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

function answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
	if (url.startsWith('/stall')) {
		response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': 1_000_000 });
		return void response.write(Buffer.alloc(10_000));
	}
	const key = String(headers.authorization).replace(/^Bearer /, '');
	const message = `Incorrect API key provided: ${key}. You sent ${JSON.stringify(headers)}`;
	response.writeHead(401, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ error: { message, code: key }, detail: message, msg: message }));
}
