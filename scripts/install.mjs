import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const windows = process.platform === 'win32';
const binFolder = join('node_modules', '.bin');

/** The Node 24 that the project brings along as an npm package. */
export const projectNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

// npm must not run on the project's own Node: `npm ci` deletes it on the way.
const npmEnvironment = {
	...process.env,
	PATH: (process.env.PATH ?? '')
		.split(delimiter)
		.filter((folder) => !folder.endsWith(binFolder))
		.join(delimiter),
};

function npm(label, args) {
	const startedAt = Date.now();
	const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;
	const live = process.stdout.isTTY;
	if (!live) console.log(`… ${label}`);
	const ticker = live && setInterval(() => process.stdout.write(`\r… ${label} ${seconds()}`), 1000);

	return new Promise((resolve, reject) => {
		let output = '';
		const child = spawn('npm', args, { cwd: root, env: npmEnvironment, shell: windows });
		child.stdout.on('data', (chunk) => (output += chunk));
		child.stderr.on('data', (chunk) => (output += chunk));
		child.on('error', reject);
		child.on('close', (code) => {
			clearInterval(ticker);
			if (live) process.stdout.write('\r');
			if (code !== 0) return reject(new Error(`${label} did not work\n${output}`));
			console.log(`✓ ${label} ${seconds()}`);
			resolve();
		});
	});
}

const packagesIn = (lockFile) => JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;

/** Whether npm's own record of node_modules holds every locked package, whoever installed it; the optional ones depend on the platform. */
function isInstalled(locked) {
	const record = join('node_modules', '.package-lock.json');
	if (!existsSync(join(root, record))) return false;
	const installed = packagesIn(record);
	return Object.entries(locked).every(
		([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
	);
}

function hasProjectNode(locked) {
	const { stdout } = spawnSync(projectNode, ['--version'], { encoding: 'utf8' });
	return stdout?.trim() === `v${locked['node_modules/node'].version}`;
}

/** Installs what is missing: all locked packages, or after a plain `npm install` only Node 24, because .npmrc switches install scripts off. */
export async function installProject() {
	const locked = packagesIn('package-lock.json');
	if (!isInstalled(locked)) {
		await npm('install packages', ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']);
	}
	if (hasProjectNode(locked)) return;
	// Newer versions of npm want the scripts of each package approved by name; this one is named right here.
	await npm('prepare Node 24', ['rebuild', 'node', '--ignore-scripts=false', '--dangerously-allow-all-scripts']);
	if (!hasProjectNode(locked)) {
		throw new Error(`Node 24 was not installed for ${process.platform} ${process.arch}: ${projectNode}`);
	}
}
