import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { buildAndPack } from './lab/build.ts';
import { connect, type N8nClient } from './lab/client.ts';
import { installN8n } from './lab/install.ts';
import { STATE_FOLDER } from './lab/lines.ts';
import { installPackage } from './lab/package.ts';
import { freePort } from './lab/ports.ts';
import { type N8nServer, startN8n } from './lab/server.ts';
import { type OnStep, timedStep } from './lab/steps.ts';
import { type Simulator, startSimulator } from './simulator/index.ts';
import { prepareContent } from './content.ts';

export interface Workshop {
	server: N8nServer;
	client: N8nClient;
	/** Absent when every API has a real key. */
	simulator?: Simulator;
	/** Ids of the imported workflows by file name. */
	workflows: Record<string, string>;
	/** Where the example workflows write their files. */
	videoFolder: string;
	close(): Promise<void>;
}

export const WISHED_PORT = 5678;
const SIMULATOR_PORT = 4010;

/** A local n8n 2.x with the packed package, credentials and example workflows; kept between starts in the state folder. */
export async function openWorkshop(onStep: OnStep): Promise<Workshop> {
	const userFolder = join(STATE_FOLDER, 'workshop');
	const videoFolder = join(userFolder, '.n8n-files');
	mkdirSync(videoFolder, { recursive: true });

	await installN8n('2.x', { onStep });
	const tarball = await timedStep('Building and packing the package', onStep, buildAndPack);
	await timedStep('Installing it into n8n', onStep, async () => await installPackage(userFolder, tarball));
	const simulator = await startMissingApis(onStep);
	const server = await timedStep('Starting n8n', onStep, async () =>
		await startN8n({
			line: '2.x',
			userFolder,
			port: WISHED_PORT,
			env: { N8N_RESTRICT_FILE_ACCESS_TO: videoFolder },
		}),
	);
	const close = async () => {
		await server.stop();
		await simulator?.close();
	};
	try {
		const client = await connect(server.url);
		const workflows = await timedStep('Importing credentials, data tables and workflows', onStep, async () =>
			await prepareContent(client, userFolder, simulator),
		);
		return { server, client, ...(simulator && { simulator }), workflows, videoFolder, close };
	} catch (error) {
		await close();
		throw error;
	}
}

async function startMissingApis(onStep: OnStep): Promise<Simulator | undefined> {
	const { COMETAPI_KEY, AIVIDEOAPI_KEY } = process.env;
	if (COMETAPI_KEY && AIVIDEOAPI_KEY) return undefined;
	return await timedStep('Starting the simulator', onStep, async () => {
		const port = await freePort(SIMULATOR_PORT);
		return await startSimulator({ port, filesPort: await freePort(port + 1), host: '127.0.0.1', scenario: 'demo' });
	});
}
