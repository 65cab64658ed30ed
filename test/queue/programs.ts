import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { folderOnPath, installFromDebian, onPath } from '../../playground/lab/debian.ts';

export interface Programs {
	redisServer: string;
	/** Where initdb, postgres, pg_isready and createdb lie; Debian keeps them out of PATH. */
	postgresFolder: string;
}

const DEBIAN_PACKAGES = ['redis-server', 'postgresql'];

/** Finds the servers, installs them where this is Debian and we may, or gives the reason why there are none. */
export function findPrograms(): Programs | string {
	const found = lookUp();
	if (found) return found;
	const problem = installFromDebian(DEBIAN_PACKAGES);
	return problem ?? lookUp() ?? `${DEBIAN_PACKAGES.join(' and ')} were installed but are not where they should be`;
}

function lookUp(): Programs | undefined {
	const redisServer = onPath('redis-server');
	const newest = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
	const postgresFolder = newest ?? folderOnPath('initdb');
	return redisServer && postgresFolder && existsSync(join(postgresFolder, 'initdb')) ? { redisServer, postgresFolder } : undefined;
}
