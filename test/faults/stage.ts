import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { INode } from 'n8n-workflow';
import { type Simulator, startSimulator } from '../../playground/simulator/index.ts';
import { type Result, type Scene, startWorkflow, useBinaryStore } from '../support/engine/engine.ts';
import { parametersOf } from '../support/engine/parameters.ts';
import { openSleepingExecution, type SleepingExecution } from './sleepingExecution.ts';
import { time } from './time.ts';

/** The three APIs, each by the operation that needs least. */
export const families = {
	official: { key: 'video.imageToVideo', promptField: 'promptText', rest: { promptImage: 'https://example.com/a.png' } },
	pro: { key: 'proVideo.generate', promptField: 'prompt', rest: {} },
	aiVideo: { key: 'aiVideo.textToVideo', promptField: 'text_prompt', rest: {} },
};
export type Family = keyof typeof families;
export const familyNames = Object.keys(families) as Family[];

export type Settings = Partial<INode>;

export interface Wish extends Omit<Partial<Scene>, 'credentials'> {
	/** Another API than the simulator. */
	baseUrl?: string;
	/** Another key than the canary. */
	apiKey?: string;
	family?: Family;
	/** One item for each; whatever stands in them, each is a wish of its own. */
	prompts?: string[];
	options?: Record<string, unknown>;
	values?: Record<string, unknown>;
	completion?: string;
}

/** One simulator with its ledger, one canary key, and all that n8n kept of the workflows that ran. */
export interface Stage {
	key: string;
	simulator: Simulator;
	results: Result[];
	run(wish: Wish): Promise<Result>;
	start(wish: Wish): ReturnType<typeof startWorkflow>;
	/** Suspends a run, with an n8n that can be called while the execution sleeps. */
	suspend(wish: Wish): Promise<SleepingExecution>;
	clear(): void;
}

export async function openStage(): Promise<Stage> {
	const key = `sk-canary-${randomUUID()}`;
	const simulator = await startSimulator({ now: time.apiMs, host: '127.0.0.1' });
	const storeFolder = await useBinaryStore('filesystem');
	process.once('exit', () => rmSync(storeFolder, { recursive: true, force: true }));
	const results: Result[] = [];
	let wishes = 0;

	function sceneOf({ family = 'pro', prompts = [''], options, values, completion, baseUrl = simulator.url, apiKey = key, ...more }: Wish): Scene {
		const credential = { apiKey, baseUrl };
		const { key: operation, promptField, rest } = families[family];
		return {
			credentials: { cometApiRunwayApi: credential, aiVideoApi: credential },
			parameters: { ...parametersOf(operation, { ...rest, [promptField]: '={{ $json.prompt }}', ...values }, options), completion },
			items: prompts.map((prompt) => ({ json: { prompt: `wish ${++wishes} ${prompt}` } })),
			shortened: time.shortened,
			...more,
		};
	}

	function start(wish: Wish) {
		const { result, cancel } = startWorkflow(sceneOf(wish));
		const kept = result.then((each) => {
			results.push(each);
			return each;
		});
		return { result: kept, cancel };
	}

	async function suspend(wish: Wish): Promise<SleepingExecution> {
		const sleeping = await openSleepingExecution((result) => results.push(result));
		// A busy machine would otherwise be a fault: a call is answered within the ten seconds that a vendor waits.
		const shortened = (timeoutMs: number) => timeoutMs;
		await sleeping.run(sceneOf({ completion: 'suspend', shortened, ...wish, resumeUrlBase: sleeping.url }));
		return sleeping;
	}

	return {
		key,
		simulator,
		results,
		start,
		suspend,
		run: async (wish) => await start(wish).result,
		clear() {
			simulator.reset();
			results.length = 0;
		},
	};
}

export const submissions = ({ simulator }: Stage) =>
	simulator.requests.filter(({ origin, method, path }) => origin === 'api' && method === 'POST' && path !== '/runway/feed');
