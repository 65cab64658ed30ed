import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../playground/lab/ports.ts';
import type { Closing } from './closing.ts';
import type { Programs } from './programs.ts';
import { type Owner, tether, untilReady } from '../../playground/lab/tether.ts';

export interface Services {
	redisPort: number;
	postgresPort: number;
	createDatabase: (name: string) => Promise<void>;
}

export const DATABASE_USER = 'n8n';
const HOST = '127.0.0.1';

/** Redis and PostgreSQL of our own: free ports, a throw-away folder, nothing of the machine's own instances. */
export async function startServices(programs: Programs, closing: Closing): Promise<Services> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-queue-'));
	closing.later(async () => rmSync(folder, { recursive: true, force: true }));
	const owner = unprivileged();
	if (owner) chownSync(folder, owner.uid, owner.gid);
	const [redisPort, postgresPort] = [await freePort(), await freePort()];

	const redis = tether({
		command: [programs.redisServer, '--bind', HOST, '--port', String(redisPort), '--save', '', '--appendonly', 'no', '--dir', folder],
		stopSignal: 'TERM',
		logFile: join(folder, 'redis.log'),
		owner,
	});
	closing.later(redis.stop);

	const postgresProgram = async (name: string, ...args: string[]) =>
		await promisify(execFile)(join(programs.postgresFolder, name), args, { ...owner, cwd: '/' });
	const data = join(folder, 'data');
	await postgresProgram('initdb', '--pgdata', data, '--username', DATABASE_USER, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync');
	const settings = [`listen_addresses=${HOST}`, `port=${postgresPort}`, 'unix_socket_directories=', 'fsync=off', 'shared_buffers=32MB'];
	const postgres = tether({
		command: [join(programs.postgresFolder, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])],
		stopSignal: 'INT',
		logFile: join(folder, 'postgres.log'),
		owner,
	});
	closing.later(postgres.stop);

	const address = ['--host', HOST, '--port', String(postgresPort)];
	await untilReady('redis', redis, async () => await answersPing(redisPort));
	await untilReady('postgres', postgres, async () => await postgresProgram('pg_isready', ...address).then(Boolean));
	return {
		redisPort,
		postgresPort,
		createDatabase: async (name) => void (await postgresProgram('createdb', ...address, '--username', DATABASE_USER, name)),
	};
}

/** The PostgreSQL server refuses to run as root. */
function unprivileged(): Owner | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
	const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
	return { uid: Number(user?.[2]), gid: Number(user?.[3]) };
}

async function answersPing(port: number): Promise<boolean> {
	return await new Promise((resolve, reject) => {
		const socket = connect(port, HOST, () => socket.write('PING\r\n'));
		socket.once('error', reject);
		socket.once('data', (answer) => {
			socket.destroy();
			resolve(String(answer).startsWith('+PONG'));
		});
	});
}
