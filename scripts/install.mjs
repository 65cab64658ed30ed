import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

function npm(folder, label, args) {
	const startedAt = Date.now();
	const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;
	const live = process.stdout.isTTY;
	if (!live) console.log(`… ${label}`);
	const ticker = live && setInterval(() => process.stdout.write(`\r… ${label} ${seconds()}`), 1000);

	return new Promise((resolve, reject) => {
		let output = '';
		const child = spawn('npm', args, { cwd: folder, env: npmEnvironment, shell: windows });
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

const lockHash = (folder) =>
	createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');

function isInstalled(folder, marker) {
	return existsSync(marker) && readFileSync(marker, 'utf8') === lockHash(folder);
}

/**
 * Installs a folder's locked packages unless exactly these are there already.
 * Install scripts stay off, because some optional native parts do not build everywhere; `rebuild` names those that are needed.
 */
export async function install(folder, label, rebuild) {
	const marker = join(folder, 'node_modules', '.installed-lock');
	if (isInstalled(folder, marker)) return;
	await npm(folder, `install ${label}`, ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']);
	await npm(folder, `prepare ${rebuild.join(', ')}`, ['rebuild', ...rebuild]);
	writeFileSync(marker, lockHash(folder));
}

export async function installProject() {
	await install(root, 'packages', ['node']);
	const { stdout } = spawnSync(projectNode, ['--version'], { encoding: 'utf8' });
	if (!stdout?.startsWith('v24.')) {
		throw new Error(`Node 24 was not installed for ${process.platform} ${process.arch}: ${projectNode}`);
	}
}
