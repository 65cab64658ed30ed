import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export interface Programs {
	redisServer: string;
	/** Where initdb, postgres, pg_isready and createdb lie; Debian keeps them out of PATH. */
	postgresFolder: string;
}

const DEBIAN_PACKAGES = ['redis-server', 'postgresql'];

/** Finds the servers, installs them where this is Debian and we may, or gives the reason why there are none. */
export async function findPrograms(): Promise<Programs | string> {
	const found = lookUp();
	if (found) return found;
	const names = DEBIAN_PACKAGES.join(' and ');
	if (process.getuid?.() !== 0 || !onPath('apt-get')) {
		return `${names} are not installed, and only root on Debian or Ubuntu can install them here`;
	}
	try {
		await install();
	} catch (error) {
		return `${names} could not be installed: ${String(error).slice(0, 500)}`;
	}
	return lookUp() ?? `${names} were installed but are not where they should be`;
}

function lookUp(): Programs | undefined {
	const redisServer = onPath('redis-server');
	const newest = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
	const postgresFolder = newest ?? folderOnPath('initdb');
	return redisServer && postgresFolder && existsSync(join(postgresFolder, 'initdb')) ? { redisServer, postgresFolder } : undefined;
}

async function install(): Promise<void> {
	// At this run level Debian does not start what it installs.
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	const apt = async (...args: string[]) => await promisify(execFile)('apt-get', ['-q', '-y', ...args], { env });
	console.log(`› Installing ${DEBIAN_PACKAGES.join(' and ')}`);
	await apt('install', '--no-install-recommends', ...DEBIAN_PACKAGES).catch(async () => {
		await apt('update');
		await apt('install', '--no-install-recommends', ...DEBIAN_PACKAGES);
	});
}

const folderOnPath = (name: string) =>
	(process.env['PATH'] ?? '').split(delimiter).find((folder) => existsSync(join(folder, name)));

function onPath(name: string): string | undefined {
	const folder = folderOnPath(name);
	return folder && join(folder, name);
}
