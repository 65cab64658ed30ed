import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What ships is the built file, so it has to be younger than its sources. */
export function buildWhenStale(): void {
	if (changedAtMs('dist/nodes/Runway/index.js') > Math.max(...['nodes', 'credentials'].map(youngestMs))) return;
	const { status } = spawnSync(process.execPath, ['node_modules/gulp/bin/gulp.js', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
	if (status !== 0) throw new Error('The package could not be built, so there is nothing to check');
}

function youngestMs(folder: string): number {
	const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
	return Math.max(...files.map((file) => changedAtMs(join(folder, file))));
}

function changedAtMs(path: string): number {
	return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
