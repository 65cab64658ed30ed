import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from './run.ts';

export const PACKAGE_NAME = 'n8n-nodes-cometapi-runway';

/** The switches n8n itself installs a community package with; n8n strips peer dependencies, so they are not fetched. */
const INSTALL_SWITCHES = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
	'--legacy-peer-deps',
	'--offline',
	'--loglevel=error',
];

export interface PackageOptions {
	name?: string;
}

/** Installs a packed tarball as a community package; returns false when the same content is there already. */
export async function installPackage(userFolder: string, tarball: string, options: PackageOptions = {}): Promise<boolean> {
	const { name = PACKAGE_NAME } = options;
	const folder = join(userFolder, '.n8n', 'nodes');
	const installed = join(folder, 'node_modules', name);
	const marker = join(installed, '.tarball-sha256');
	const hash = createHash('sha256').update(await readFile(tarball)).digest('hex');
	if ((await readFile(marker, 'utf8').catch(() => '')) === hash) return false;

	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), '{ "name": "installed-nodes", "private": true }\n', { flag: 'wx' }).catch(() => {});
	await run('npm', ['install', resolve(tarball), ...INSTALL_SWITCHES], { cwd: folder });
	await writeFile(marker, hash);
	return true;
}
