import { rmSync } from 'node:fs';

import { type Scenario, type Simulator, startSimulator } from '../../../playground/simulator/index.ts';
import { type BinaryMode, useBinaryStore } from './engine.ts';

export const KEY = 'sk-canary-4711';

/** One simulator for a test file, empty before each test, and the credentials that lead to it. */
export function useSimulator(scenario: Partial<Scenario> = {}, binaryMode: BinaryMode = 'filesystem', now?: () => number) {
	const scene = {} as { simulator: Simulator; credentials: Record<string, { apiKey: string; baseUrl: string }> };
	let storeFolder: string;
	beforeAll(async () => {
		scene.simulator = await startSimulator({ port: 0, filesPort: 0, host: '127.0.0.1', scenario: { seconds: 0.05, ...scenario }, ...(now && { now }) });
		const credential = { apiKey: KEY, baseUrl: scene.simulator.url };
		scene.credentials = { cometApiRunwayApi: credential, aiVideoApi: credential };
		storeFolder = await useBinaryStore(binaryMode);
	});
	beforeEach(() => {
		scene.simulator.reset();
	});
	afterAll(async () => {
		await scene.simulator.close();
		rmSync(storeFolder, { recursive: true, force: true });
	});
	return scene;
}

export function posts(simulator: Simulator) {
	return simulator.requests.filter(({ method, path }) => method === 'POST' && path !== '/runway/feed');
}
