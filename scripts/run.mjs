// Entry of every npm script: runs on any Node from 18 on, installs what is missing, goes on with the project's own Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { installProject, projectNode, root } from './install.mjs';

const commands = {
	build: ['node_modules/gulp/bin/gulp.js', '--silent', 'build'],
	clean: ['node_modules/gulp/bin/gulp.js', '--silent', 'clean'],
	lint: ['node_modules/eslint/bin/eslint.js', '.'],
	'lint:fix': ['node_modules/eslint/bin/eslint.js', '.', '--fix'],
	test: ['scripts/test.ts'],
	'test:e2e': ['test/e2e/run.ts'],
	'test:faults': ['test/faults/run.ts'],
	'test:queue': ['test/queue/run.ts'],
	'test:scale': ['test/scale/run.ts'],
	'test:mutation': ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'test/mutation/stryker.config.mjs'],
	bench: ['bench/run.ts'],
	contract: ['contract/run.ts'],
	demo: ['playground/demo.ts'],
	start: ['playground/start.ts'],
	docs: ['scripts/docs.ts'],
	release: ['scripts/release.ts'],
};

function fail(message) {
	console.error(message);
	process.exit(1);
}

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) fail(`Usage: node scripts/run.mjs <${Object.keys(commands).join(' | ')}> [arguments]`);

try {
	await installProject();
} catch (error) {
	fail(error.message);
}
if (!existsSync(join(root, command[0]))) fail(`${command[0]} does not exist yet`);

const child = spawn(projectNode, [...command, ...args], {
	cwd: root,
	stdio: 'inherit',
	env: {
		...process.env,
		PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
	},
});

// Ctrl-C reaches the child by itself; this process only waits for it to tidy up.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('close', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
