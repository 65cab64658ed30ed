import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const INSTALL_TIMEOUT_MS = 300_000;

/** Installs programs that a suite needs, where that is possible; otherwise says why not. */
export function installFromDebian(packages: string[]): string | undefined {
	const names = packages.join(' and ');
	if (process.getuid?.() !== 0 || !folderOnPath('apt-get')) {
		return `${names} is not installed, and only root on Debian or Ubuntu can install it here`;
	}
	console.log(`› Installing ${names}`);
	try {
		install(packages);
		return undefined;
	} catch (error) {
		return `${names} could not be installed: ${String(error).slice(0, 500)}`;
	}
}

function install(packages: string[]): void {
	// At this run level Debian does not start what it installs.
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	const apt = (...args: string[]) => execFileSync('apt-get', ['-q', '-y', ...args], { env, stdio: 'ignore', timeout: INSTALL_TIMEOUT_MS });
	try {
		apt('install', '--no-install-recommends', ...packages);
	} catch {
		apt('update');
		apt('install', '--no-install-recommends', ...packages);
	}
}

export const folderOnPath = (program: string): string | undefined =>
	`${process.env['PATH'] ?? ''}${delimiter}/usr/sbin`.split(delimiter).find((folder) => existsSync(join(folder, program)));

export function onPath(program: string): string | undefined {
	const folder = folderOnPath(program);
	return folder && join(folder, program);
}
