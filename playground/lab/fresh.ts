import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './client.ts';
import { lockHash } from './install.ts';
import { lineFolder, type Line } from './lines.ts';
import { startN8n } from './server.ts';

/** A user folder of its own below the temporary folder, with the database and the owner account ready: saves five seconds a start. */
export async function freshUserFolder(line: Line): Promise<string> {
	const template = join(lineFolder(line), `template-${(await lockHash(line)).slice(0, 12)}`);
	if (!(await stat(template).catch(() => undefined))) await makeTemplate(line, template);
	const userFolder = await mkdtemp(join(tmpdir(), `n8n-${line}-`));
	await cp(template, userFolder, { recursive: true });
	return userFolder;
}

export const removeUserFolder = async (userFolder: string) =>
	await rm(userFolder, { recursive: true, force: true, maxRetries: 5 });

async function makeTemplate(line: Line, template: string) {
	const draft = `${template}-${process.pid}`;
	await mkdir(draft, { recursive: true });
	const server = await startN8n({ line, userFolder: draft });
	await connect(server.url).finally(server.stop);
	await rm(server.logFile);
	await rename(draft, template).catch(() => rm(draft, { recursive: true }));
}
