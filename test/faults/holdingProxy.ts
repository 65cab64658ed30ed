import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands before an API and keeps its answers back until it is told to let them go. */
export async function openHoldingProxy(apiUrl: string) {
	let letGo = (): void => undefined;
	const released = new Promise<void>((resolve) => (letGo = resolve));
	const state = { held: 0 };
	const server = createServer((request, response) => {
		void (async () => {
			const { method = 'GET', url = '', headers } = request;
			const body = method === 'POST' ? await text(request) : undefined;
			const sent = { authorization: `${headers.authorization}`, 'content-type': 'application/json', ...(headers['x-runway-version'] && { 'x-runway-version': `${headers['x-runway-version']}` }) };
			const answer = await fetch(`${apiUrl}${url}`, { method, headers: sent, body });
			const content = await answer.text();
			state.held++;
			await released;
			response.writeHead(answer.status, { 'content-type': 'application/json' }).end(content);
		})();
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		held: () => state.held,
		letGo,
		close: () => void server.close(),
	};
}
