import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type N8nClient } from '../../playground/lab/client.ts';
import { removeUserFolder } from '../../playground/lab/fresh.ts';
import type { Line } from '../../playground/lab/lines.ts';
import { installPackage } from '../../playground/lab/package.ts';
import { type N8nServer, startN8n } from '../../playground/lab/server.ts';
import type { Closing } from './closing.ts';
import { DATABASE_USER, type Services } from './services.ts';

export interface Cluster {
	line: Line;
	main: N8nServer;
	client: N8nClient;
	/** The workers that run now. */
	workers: () => N8nServer[];
	/** Starts what is missing to two workers. */
	twoWorkers: () => Promise<[N8nServer, N8nServer]>;
	/** Other settings for workers started from now on; those that run are stopped. */
	changeWorkers: (env: Record<string, string>) => Promise<void>;
	kill: (worker: N8nServer) => Promise<void>;
}

/** n8n notices a dead worker within seconds instead of a minute and a half. */
const FAST_STALL_CHECK = {
	QUEUE_WORKER_LOCK_DURATION: '8000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1500',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

/** 2.x has this built in. */
const NEVER_AGAIN: Record<Line, Record<string, string>> = { '1.x': { QUEUE_WORKER_MAX_STALLED_COUNT: '0' }, '2.x': {} };

/** One n8n main and two workers on the given services. */
export async function startCluster(line: Line, services: Services, tarball: string, closing: Closing): Promise<Cluster> {
	const userFolder = await mkdtemp(join(tmpdir(), `n8n-queue-${line}-`));
	closing.later(async () => await removeUserFolder(userFolder));
	await installPackage(userFolder, tarball);
	await services.createDatabase(databaseOf(line));
	const env = { ...queueMode(line, services), ...FAST_STALL_CHECK, ...NEVER_AGAIN[line] };
	const main = await startN8n({ line, userFolder, env });
	closing.later(main.stop);

	const running = new Set<N8nServer>();
	let workerEnv: Record<string, string> = {};
	const end = async (worker: N8nServer, how: () => Promise<void>) => {
		running.delete(worker);
		await how();
	};
	closing.later(async () => void (await Promise.all([...running].map(async (worker) => await end(worker, worker.kill)))));
	const startWorker = async () => {
		// The worker gives the vendor the callback address, so it must know the main's.
		const publicAddress = { WEBHOOK_URL: `${main.url}/`, N8N_EDITOR_BASE_URL: `${main.url}/` };
		// One job a worker: two executions at once are then always on both.
		const args = ['--concurrency=1'];
		running.add(await startN8n({ line, userFolder, role: 'worker', args, env: { ...env, ...publicAddress, ...workerEnv } }));
	};

	return {
		line,
		main,
		client: await connect(main.url),
		workers: () => [...running],
		twoWorkers: async () => {
			await Promise.all(Array.from({ length: 2 - running.size }, startWorker));
			const [first, second] = running;
			if (!first || !second) throw new Error('There are no two workers');
			return [first, second];
		},
		changeWorkers: async (changes) => {
			workerEnv = changes;
			await Promise.all([...running].map(async (worker) => await end(worker, worker.kill)));
		},
		kill: async (worker) => await end(worker, async () => await worker.kill('SIGKILL')),
	};
}

const databaseOf = (line: Line) => `n8n_${line.replace('.', '_')}`;

const queueMode = (line: Line, { redisPort, postgresPort }: Services): Record<string, string> => ({
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redisPort),
	QUEUE_BULL_PREFIX: databaseOf(line),
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgresPort),
	DB_POSTGRESDB_USER: DATABASE_USER,
	DB_POSTGRESDB_DATABASE: databaseOf(line),
	// No workflow here has a Code node, so no process needs a task runner beside it.
	N8N_RUNNERS_MODE: 'external',
	N8N_RUNNERS_AUTH_TOKEN: 'unused',
});
