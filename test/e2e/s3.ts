import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { STATE_FOLDER } from '../../playground/lab/lines.ts';
import { freePort } from '../../playground/lab/ports.ts';
import { run } from '../../playground/lab/run.ts';
import { tether, untilReady } from '../../playground/lab/tether.ts';

const MANIFESTS = join(import.meta.dirname, 's3');
const INSTALLED = join(STATE_FOLDER, 's3');
const KEY = 'S3RVER';

/** An S3-compatible server that checks signatures, with one bucket; its files lie in the folder. */
export async function openS3(folder: string, bucket: string) {
	await install();
	const port = await freePort();
	const program = join(INSTALLED, 'node_modules', 's3rver', 'bin', 's3rver.js');
	const options = ['--directory', folder, '--address', '127.0.0.1', '--port', String(port), '--configure-bucket', bucket, '--no-vhost-buckets'];
	const server = tether({ command: [process.execPath, program, ...options], stopSignal: 'TERM', logFile: join(folder, 's3.log') });
	const endpoint = `http://127.0.0.1:${port}`;
	await untilReady('s3rver', server, async () => await request(endpoint).then(async ({ body }) => await body.dump().then(() => true)));
	return {
		credential: { endpoint, region: 'us-east-1', accessKeyId: KEY, secretAccessKey: KEY, forcePathStyle: true },
		file: (name: string) => readFileSync(join(folder, bucket, `${name}._S3rver_object`)),
		close: server.stop,
	};
}

async function install(): Promise<void> {
	const lock = join(INSTALLED, 'package-lock.json');
	if (existsSync(lock) && readFileSync(lock).equals(readFileSync(join(MANIFESTS, 'package-lock.json'))) && existsSync(join(INSTALLED, 'complete'))) return;
	rmSync(INSTALLED, { recursive: true, force: true });
	cpSync(MANIFESTS, INSTALLED, { recursive: true });
	await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: INSTALLED });
	writeFileSync(join(INSTALLED, 'complete'), '');
}
