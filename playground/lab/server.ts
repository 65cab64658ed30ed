import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { n8nEnvironment } from './environment.ts';
import { n8nCommand, STATE_FOLDER, type Line } from './lines.ts';
import { freePort, releasePort } from './ports.ts';
import { type N8nRole, untilReady } from './ready.ts';

export interface ServerOptions {
	line: Line;
	/** Kept between starts: n8n's database, files and installed packages lie in its `.n8n`. */
	userFolder: string;
	role?: N8nRole;
	args?: string[];
	/** The next free port is taken when this one is busy; any free one without it. */
	port?: number;
	env?: Record<string, string>;
	readyTimeoutMs?: number;
	stateFolder?: string;
}

export interface N8nServer {
	url: string;
	port: number;
	pid: number;
	line: Line;
	role: N8nRole;
	userFolder: string;
	logFile: string;
	startupMs: number;
	logs: () => string;
	/** Asks n8n to end, and makes it end after some seconds. */
	stop: () => Promise<void>;
	/** Signals n8n and everything it started; resolves once n8n is gone. */
	kill: (signal?: NodeJS.Signals) => Promise<void>;
	/** Resolves when the process has ended, for whatever reason. */
	ended: Promise<void>;
}

const READY_TIMEOUT_MS = 120_000;
const STOP_GRACE_MS = 10_000;

export async function startN8n(options: ServerOptions): Promise<N8nServer> {
	const { line, userFolder, role = 'start' } = options;
	const startedAt = Date.now();
	const port = await freePort(options.port);
	const brokerPort = await freePort();
	mkdirSync(userFolder, { recursive: true });
	const logFile = join(userFolder, `n8n-${role}-${port}.log`);
	const child = spawnN8n(options, { port, brokerPort, logFile });
	const pid = child.pid;
	if (pid === undefined) throw new Error(`n8n ${line} could not be run`);
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve())).then(() =>
		[port, brokerPort].forEach(releasePort),
	);

	const url = `http://127.0.0.1:${port}`;
	const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
		if (child.exitCode === null && child.signalCode === null) signalGroup(pid, signal);
		await ended;
	};
	const stop = async () => {
		const force = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOP_GRACE_MS);
		child.kill('SIGTERM');
		await ended.finally(() => clearTimeout(force));
		signalGroup(pid, 'SIGKILL');
	};
	const logs = () => readFileSync(logFile, 'utf8');

	try {
		await untilReady({ url, role, child, timeoutMs: options.readyTimeoutMs ?? READY_TIMEOUT_MS });
	} catch (error) {
		await kill();
		throw new Error(`n8n ${line} did not start: ${String(error)}\n${logs().slice(-3_000)}`);
	}
	const startupMs = Date.now() - startedAt;
	return { url, port, pid, line, role, userFolder, logFile, startupMs, logs, stop, kill, ended };
}

function spawnN8n(
	options: ServerOptions,
	{ port, brokerPort, logFile }: { port: number; brokerPort: number; logFile: string },
): ChildProcess {
	const { line, userFolder, role = 'start', args = [], env } = options;
	const { node, script, compileCache } = n8nCommand(line, options.stateFolder ?? STATE_FOLDER);
	if (!existsSync(node)) throw new Error(`n8n ${line} is not installed: call installN8n('${line}') first`);
	// After a crash n8n sleeps ten seconds because of this file, and does nothing else with it.
	rmSync(join(userFolder, '.n8n', 'crash.journal'), { force: true });
	const log = openSync(logFile, 'a');
	// A worker answers health checks only when told to, and on a port of its own.
	const health: Record<string, string> =
		role === 'worker' ? { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) } : {};
	const child = spawn(node, ['--require', join(import.meta.dirname, 'lifeline.cjs'), script, role, ...args], {
		cwd: userFolder,
		env: n8nEnvironment({ line, userFolder, port, brokerPort, compileCache, env: { ...health, ...env } }),
		stdio: ['pipe', log, log],
		detached: true,
	});
	closeSync(log);
	return child;
}

/** n8n leads its own process group, so this reaches its task runner and nothing of anyone else. */
function signalGroup(pid: number, signal: NodeJS.Signals) {
	try {
		process.kill(-pid, signal);
	} catch {
		// The group is gone already.
	}
}
