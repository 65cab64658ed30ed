import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface Owner {
	uid: number;
	gid: number;
}

export interface Tethered {
	logs: () => string;
	stop: () => Promise<void>;
}

interface Server {
	command: string[];
	stopSignal: 'INT' | 'TERM';
	logFile: string;
	owner?: Owner;
}

/** Its stdin is a pipe from us, which ends with us even after `kill -9`; then the server is told to stop. */
const SCRIPT = 'signal=$1; shift; "$@" & server=$!; cat >/dev/null; kill -s "$signal" "$server"; wait "$server"';
const STOP_GRACE_MS = 10_000;
const READY_TIMEOUT_MS = 30_000;

/** Runs a server that never outlives this process. */
export function tether({ command, stopSignal, logFile, owner }: Server): Tethered {
	const log = openSync(logFile, 'a');
	const shell = spawn('/bin/sh', ['-c', SCRIPT, 'sh', stopSignal, ...command], {
		...owner,
		cwd: '/',
		stdio: ['pipe', log, log],
		// Ctrl-C must reach n8n first, so that it does not lose its database while it stops.
		detached: true,
	});
	closeSync(log);
	const ended = once(shell, 'close');
	const { pid } = shell;
	return {
		logs: () => readFileSync(logFile, 'utf8'),
		stop: async () => {
			const force = setTimeout(() => pid !== undefined && process.kill(-pid, 'SIGKILL'), STOP_GRACE_MS);
			shell.stdin?.end();
			await ended.finally(() => clearTimeout(force));
		},
	};
}

/** Asks until the server answers; what it printed is shown when it does not. */
export async function untilReady(name: string, server: Tethered, isReady: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + READY_TIMEOUT_MS;
	while (!(await isReady().catch(() => false))) {
		if (Date.now() > deadline) throw new Error(`${name} did not start:\n${server.logs().slice(-2_000)}`);
		await delay(100);
	}
}
