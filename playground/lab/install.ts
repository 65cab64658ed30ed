import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineFolder, manifestFolder, N8N_VERSIONS, STATE_FOLDER, type Line } from './lines.ts';
import { run } from './run.ts';
import { timedStep, type OnStep } from './steps.ts';

const MANIFESTS = ['package.json', 'package-lock.json'];

export interface InstallOptions {
	onStep?: OnStep;
	stateFolder?: string;
}

/** Installs one n8n line from its lock file; returns false when it was complete already. */
export async function installN8n(line: Line, options: InstallOptions = {}): Promise<boolean> {
	const { onStep = () => {}, stateFolder = STATE_FOLDER } = options;
	const folder = lineFolder(line, stateFolder);
	const marker = join(folder, 'installed');
	const wanted = await lockHash(line);
	if ((await readFile(marker, 'utf8').catch(() => '')) === wanted) return false;

	await mkdir(folder, { recursive: true });
	await rm(marker, { force: true });
	for (const name of MANIFESTS) await copyFile(join(manifestFolder(line), name), join(folder, name));
	await timedStep(`Downloading n8n ${N8N_VERSIONS[line]} (4 to 5 minutes the first time)`, onStep, () =>
		run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder }),
	);
	// npm hands the project's own setting, which is to run no install scripts, down to this folder.
	await timedStep('Preparing Node 24 and SQLite', onStep, () =>
		run('npm', ['rebuild', 'node', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'], { cwd: folder }),
	);
	await writeFile(marker, wanted);
	return true;
}

export async function lockHash(line: Line): Promise<string> {
	const lock = await readFile(join(manifestFolder(line), 'package-lock.json'));
	return createHash('sha256').update(lock).digest('hex');
}
