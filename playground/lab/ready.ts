import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import type { N8nRole } from './server.ts';

interface ReadyInput {
	url: string;
	role: N8nRole;
	child: ChildProcess;
	timeoutMs: number;
}

const POLL_MS = 100;

/** The health check answers before the editor's API does, so a main process must answer both. */
const CHECKS: Record<N8nRole, string[]> = {
	start: ['/healthz/readiness', '/rest/settings'],
	worker: ['/healthz/readiness'],
	webhook: ['/healthz/readiness'],
};

export async function untilReady({ url, role, child, timeoutMs }: ReadyInput): Promise<void> {
	let failure: unknown;
	child.once('error', (error) => (failure = error));
	const deadline = Date.now() + timeoutMs;
	while (Date.now() < deadline) {
		if (failure) throw failure;
		if (child.exitCode !== null || child.signalCode !== null) {
			throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`);
		}
		const answers = await Promise.all(CHECKS[role].map((path) => isReady(`${url}${path}`)));
		if (answers.every(Boolean)) return;
		await delay(POLL_MS);
	}
	throw new Error(`not ready after ${timeoutMs} ms`);
}

async function isReady(address: string): Promise<boolean> {
	try {
		const { statusCode, headers, body } = await request(address);
		await body.dump();
		return statusCode === 200 && String(headers['content-type']).includes('json');
	} catch {
		return false;
	}
}
