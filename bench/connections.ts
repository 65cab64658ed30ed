import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { figure, type Figure, type Section } from './report.ts';

const REQUESTS = { full: 400, quick: 100 };
const REPETITIONS = { full: 5, quick: 1 };

/** What a new connection for every read costs, as n8n's HTTP helper opens one, against one that is kept. */
export async function connections(isQuick: boolean): Promise<Section> {
	const count = isQuick ? REQUESTS.quick : REQUESTS.full;
	const repetitions = isQuick ? REPETITIONS.quick : REPETITIONS.full;
	const certificate = selfSigned();
	const figures: Figure[] = [];
	const schemes = [['http', createServer()], ...(certificate ? [['https', createSecureServer(certificate)] as const] : [])] as const;
	for (const [scheme, server] of schemes) {
		const url = `${scheme}://127.0.0.1:${await listening(server)}`;
		const kept: number[] = [];
		const fresh: number[] = [];
		for (let repetition = 0; repetition < repetitions; repetition++) {
			kept.push(await msPerRequest(url, count, false));
			fresh.push(await msPerRequest(url, count, true));
		}
		server.close();
		figures.push(figure(scheme, 'connection kept', 'ms CPU per request', kept), figure(scheme, 'new connection', 'ms CPU per request', fresh));
	}
	return {
		name: 'connections',
		title: 'A new connection for every request, bare client and server in one process',
		figures,
		goals: [],
		...(!certificate && { remarks: ['Without the command openssl there is no certificate, so https was left out.'] }),
	};
}

async function msPerRequest(url: string, count: number, isFresh: boolean): Promise<number> {
	// Keys of an earlier connection would spare the next one most of the handshake; n8n's agents keep none.
	const dispatcher = new Agent({ connections: 1, connect: { rejectUnauthorized: false }, ...(isFresh && { maxCachedSessions: 0 }) });
	const usedBefore = process.cpuUsage();
	for (let number = 0; number < count; number++) {
		const { body } = await request(url, { dispatcher, reset: isFresh });
		await body.dump();
	}
	const used = process.cpuUsage(usedBefore);
	await dispatcher.close();
	return (used.user + used.system) / 1_000 / count;
}

async function listening(server: Server): Promise<number> {
	server.on('request', (_, response) => response.end('{}'));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}

function selfSigned(): { key: string; cert: string } | undefined {
	const folder = mkdtempSync(join(tmpdir(), 'runway-certificate-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '1', '-keyout', key, '-out', cert];
	try {
		execFileSync('openssl', args, { stdio: 'ignore' });
		return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
	} catch {
		return undefined;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
