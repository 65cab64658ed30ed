import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Some tests hold what ships, so that one file run alone in a fresh clone needs a build; `npm test` has made it before. */
export default function build(): void {
	if (existsSync(join(root, 'dist/nodes/Runway/index.js'))) return;
	execFileSync(process.execPath, ['node_modules/gulp/bin/gulp.js', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
}
