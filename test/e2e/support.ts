import { connect, type N8nClient } from '../../playground/lab/client.ts';
import { freshUserFolder, removeUserFolder } from '../../playground/lab/fresh.ts';
import { isLine, LINES, type Line } from '../../playground/lab/lines.ts';
import { installPackage } from '../../playground/lab/package.ts';
import { startN8n, type N8nServer, type ServerOptions } from '../../playground/lab/server.ts';

/** The n8n lines this run was asked to test. */
export const lines: Line[] = (process.env['E2E_LINES'] ?? LINES.join()).split(',').filter(isLine);

/** The packed package that `run.ts` built. */
export function tarball(): string {
	const path = process.env['E2E_TARBALL'];
	if (!path) throw new Error('Start the end-to-end tests with `npm run test:e2e`, which packs the package');
	return path;
}

export interface Lab {
	server: N8nServer;
	client: N8nClient;
	/** Starts n8n again on the same user folder, e.g. after it was killed. */
	restart: () => Promise<void>;
	close: () => Promise<void>;
}

export type LabEnvironment = Record<string, string> | ((userFolder: string) => Record<string, string>);

type LabOptions = Pick<ServerOptions, 'line'> & { env?: LabEnvironment; installed?: Array<{ tarball: string; name?: string }> };

/** An n8n with a user folder of its own and, unless told otherwise, the packed package installed. */
export async function openLab({ line, env = {}, installed = [{ tarball: tarball() }] }: LabOptions): Promise<Lab> {
	const userFolder = await freshUserFolder(line);
	for (const each of installed) await installPackage(userFolder, each.tarball, each.name ? { name: each.name } : {});
	const start = async () => {
		const server = await startN8n({ line, userFolder, env: typeof env === 'function' ? env(userFolder) : env });
		return { server, client: await connect(server.url) };
	};
	const lab: Lab = {
		...(await start()),
		restart: async () => {
			await lab.server.stop();
			Object.assign(lab, await start());
		},
		close: async () => {
			await lab.server.stop();
			await removeUserFolder(userFolder);
		},
	};
	return lab;
}
