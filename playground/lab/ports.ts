import { createServer } from 'node:net';

const LAST_PORT = 65_535;
/** Two servers starting at once must not be handed the same port before either listens on it. */
const handedOut = new Set<number>();

/** The wanted port or the next free one on loopback; without a wish, any free port. */
export async function freePort(wanted?: number): Promise<number> {
	if (wanted === undefined) return await freePort(await probe(0));
	for (let port = wanted; port <= LAST_PORT; port++) {
		if (handedOut.has(port)) continue;
		if (await probe(port).catch(() => undefined)) {
			handedOut.add(port);
			return port;
		}
	}
	throw new Error(`No free port from ${wanted} up`);
}

export const releasePort = (port: number) => void handedOut.delete(port);

async function probe(port: number): Promise<number> {
	const server = createServer();
	return await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			const found = typeof address === 'object' && address ? address.port : port;
			server.close(() => resolve(found));
		});
	});
}
