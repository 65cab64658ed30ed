import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';

export type N8nRole = 'start' | 'worker' | 'webhook';

interface ReadyInput {
	url: string;
	role: N8nRole;
	child: ChildProcess;
	timeoutMs: number;
}

const POLL_MS = 100;

interface Check {
	path: string;
	statusCode: number;
}

/** The health check answers before the routes exist, so a role is ready when the routes it serves answer too. */
const CHECKS: Record<N8nRole, Check[]> = {
	start: [
		{ path: '/healthz/readiness', statusCode: 200 },
		{ path: '/rest/settings', statusCode: 200 },
	],
	worker: [{ path: '/healthz/readiness', statusCode: 200 }],
	webhook: [
		{ path: '/healthz/readiness', statusCode: 200 },
		{ path: '/webhook/is-the-lab-ready', statusCode: 404 },
	],
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
		const answers = await Promise.all(CHECKS[role].map((check) => passes(url, check)));
		if (answers.every(Boolean)) return;
		await delay(POLL_MS);
	}
	throw new Error(`not ready after ${timeoutMs} ms`);
}

/** A route that does not exist yet answers 404 in HTML, n8n itself answers in JSON. */
async function passes(url: string, check: Check): Promise<boolean> {
	try {
		const { statusCode, headers, body } = await request(`${url}${check.path}`);
		await body.dump();
		return statusCode === check.statusCode && String(headers['content-type']).includes('json');
	} catch {
		return false;
	}
}
