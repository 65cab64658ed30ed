import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { n8nEnvironment } from './environment.ts';
import { readExecution } from './execution.ts';
import { n8nCommand, type Line } from './lines.ts';
import { freePort } from './ports.ts';
import { run } from './run.ts';

export interface CliTarget {
	line: Line;
	userFolder: string;
	env?: Record<string, string>;
}

/** Runs one of n8n's own commands on a user folder; no server may be running on it. */
export async function n8nCli(target: CliTarget, args: string[]): Promise<string> {
	const { node, script, compileCache } = n8nCommand(target.line);
	const [port, brokerPort] = [await freePort(), await freePort()];
	return await run(node, [script, ...args], {
		cwd: target.userFolder,
		env: n8nEnvironment({ ...target, port, brokerPort, compileCache }),
	});
}

const importer = (kind: 'workflow' | 'credentials') => async (target: CliTarget, entries: object[]) => {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-import-'));
	try {
		const file = join(folder, `${kind}.json`);
		await writeFile(file, JSON.stringify(entries), { mode: 0o600 });
		await n8nCli(target, [`import:${kind}`, `--input=${file}`]);
	} finally {
		await rm(folder, { recursive: true });
	}
};

/** Every entry carries its `id`, so that importing again replaces it. */
export const importWorkflows = importer('workflow');

/** Entries are `{ id, name, type, data }` with plain data; n8n encrypts it. */
export const importCredentials = importer('credentials');

/** Runs a workflow to its end without a server and returns what n8n recorded. */
export async function executeWorkflow(target: CliTarget, id: string) {
	const output = await n8nCli(target, ['execute', `--id=${id}`, '--rawOutput']);
	return readExecution(JSON.parse(output.slice(output.indexOf('{'))));
}
