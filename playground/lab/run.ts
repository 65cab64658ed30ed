import { spawn } from 'node:child_process';

export interface RunOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
}

const TAIL_CHARACTERS = 4_000;
const running = new Set<() => void>();
process.on('exit', () => running.forEach((stop) => stop()));

/** Runs a command silently; what it printed is shown only when it fails. */
export async function run(command: string, args: string[], options: RunOptions): Promise<string> {
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const stop = () => void child.kill();
	running.add(stop);
	let output = '';
	let tail = '';
	const keep = (text: string) => (tail = (tail + text).slice(-TAIL_CHARACTERS));
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
		keep(text);
	});
	child.stderr.setEncoding('utf8').on('data', keep);

	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	}).finally(() => running.delete(stop));
	if (code !== 0) throw new Error(`\`${command} ${args.join(' ')}\` ended with ${code}:\n${tail}`);
	return output;
}
