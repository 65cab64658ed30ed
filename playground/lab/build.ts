import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from '../../scripts/pack.ts';
import { PROJECT_FOLDER, STATE_FOLDER } from './lines.ts';
import { run } from './run.ts';

/** Silent unless it fails. */
export async function build(): Promise<void> {
	await run(process.execPath, ['node_modules/gulp/bin/gulp.js', 'build'], { cwd: PROJECT_FOLDER });
}

/** Builds the package and packs it as publishing would; gives the tarball's path. */
export async function buildAndPack(): Promise<string> {
	await build();
	const folder = join(STATE_FOLDER, 'package');
	mkdirSync(folder, { recursive: true });
	return pack(folder);
}
