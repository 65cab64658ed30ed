import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, RequestRecord } from './types.ts';

export type Damage = 'reset' | 'hang' | 'cut';

export function describeRequest(request: IncomingMessage, origin: RequestRecord['origin'], at: number): RequestRecord {
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator');
	const { method = 'GET', headers } = request;
	return { at, origin, method, path: pathname, query: Object.fromEntries(searchParams), headers, body: undefined };
}

/** The body as JSON where it is JSON, otherwise as text. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	const text = Buffer.concat(chunks).toString();
	try {
		const parsed: unknown = JSON.parse(text);
		return parsed;
	} catch {
		return text === '' ? undefined : text;
	}
}

export function send(response: ServerResponse, answer: Answer, damage?: Damage): void {
	if (damage === 'hang') return;
	if (damage === 'reset') return reset(response);
	const body = Buffer.from(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
	response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': body.length, ...answer.headers });
	if (damage !== 'cut') return void response.end(body);
	response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.end());
}

export function reset(response: ServerResponse): void {
	response.socket?.resetAndDestroy();
}

export function listen(server: Server, port: number, host: string): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve(`http://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}`);
		});
	});
}

export function close(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

function portOf(server: Server): number {
	const address = server.address() as AddressInfo;
	return address.port;
}
