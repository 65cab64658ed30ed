import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';

const root = join(import.meta.dirname, '..');

async function ask(question: string): Promise<string> {
	if (!process.stdin.isTTY) return '';
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	try {
		return await terminal.question(question);
	} finally {
		terminal.close();
	}
}

try {
	if (!existsSync(join(root, 'dist/nodes/Runway/index.js'))) {
		spawnSync(process.execPath, ['node_modules/gulp/bin/gulp.js', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
	}
	const { main } = await import('./main.ts');
	process.exitCode = await main(process.argv.slice(2), process.env, console.log, ask);
} catch (error) {
	console.error(error);
	process.exitCode = 2;
}
