import { createInterface } from 'node:readline/promises';

import { buildWhenStale } from './build.ts';

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
	buildWhenStale();
	const { main } = await import('./main.ts');
	process.exitCode = await main(process.argv.slice(2), process.env, console.log, ask);
} catch (error) {
	console.error(error);
	process.exitCode = 2;
}
