import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { reference, type Execution } from '../../playground/lab/client.ts';
import type { Line } from '../../playground/lab/lines.ts';
import { items, manualTrigger, noOp, node, runway, workflow, type NodeSettings, type WorkflowJson } from '../../playground/lab/workflow.ts';
import { startSimulator, type Simulator } from '../../playground/simulator/index.ts';
import { openLab, type Lab, type LabEnvironment } from './support.ts';
import { tracesOf } from './traces.ts';

export const KEY = 'key-of-the-tests';

type Credentials = NonNullable<NodeSettings['credentials']>;

/** A real n8n with the package and credentials for a simulator of both vendors. */
export interface Stage {
	lab: Lab;
	simulator: Simulator;
	credentials: Credentials;
	close: () => Promise<void>;
}

export async function openStage(line: Line, env: LabEnvironment = {}): Promise<Stage> {
	const simulator = await startSimulator({ port: 0, filesPort: 0 });
	try {
		const lab = await openLab({ line, env });
		const credentials = await credentialsFor(lab, simulator.url);
		return { lab, simulator, credentials, close: async () => await closeStage(lab, simulator) };
	} catch (error) {
		await simulator.close();
		throw error;
	}
}

/** The key may stand nowhere in what n8n has saved or logged, except encrypted as the credential. */
async function closeStage(lab: Lab, simulator: Simulator): Promise<void> {
	await lab.server.stop();
	const traces = tracesOf(KEY, lab.server.userFolder);
	await Promise.all([lab.close(), simulator.close()]);
	if (traces.length > 0) throw new Error(`The API key stands in ${traces.join(', ')}`);
}

export async function credentialsFor({ client }: Lab, baseUrl: string, apiKey = KEY): Promise<Credentials> {
	const comet = await client.createCredential('cometApiRunwayApi', 'CometAPI', { apiKey, baseUrl });
	const aiVideo = await client.createCredential('aiVideoApi', 'AI Video API', { apiKey, baseUrl });
	return { ...reference(comet), ...reference(aiVideo) };
}

export const PRO = { resource: 'proVideo', operation: 'generate', prompt: '={{ $json.prompt }}' };
/** The format whose API calls nobody back. */
export const OFFICIAL = { resource: 'video', operation: 'imageToVideo', promptImage: 'https://example.com/cat.jpg', promptText: '={{ $json.prompt }}' };
export const AI_VIDEO = { resource: 'aiVideo', operation: 'textToVideo', text_prompt: '={{ $json.prompt }}' };

export interface Scene {
	/** Stands in every prompt, so that the simulator's ledger tells whose a task is. */
	name: string;
	prompts: string[];
	parameters?: Record<string, unknown>;
	settings?: NodeSettings;
}

export const prompts = ({ name, prompts: texts }: Scene) =>
	items('Prompts', texts.map((text, number) => ({ prompt: `${name} ${number} ${text}`, number })));

export const suspending = ({ credentials }: Stage, { parameters = {}, settings = {} }: Scene, nodeName = 'Runway') =>
	runway(nodeName, { ...PRO, completion: 'suspend', ...parameters }, { credentials, ...settings });

/** Follows each item back to the input it came from. */
export const pairing = (name = 'After') =>
	node(
		name,
		'n8n-nodes-base.set',
		{
			includeOtherFields: true,
			assignments: { assignments: [{ id: 'number', name: 'number', type: 'number', value: '={{ $("Prompts").item.json.number }}' }] },
			options: {},
		},
		{ typeVersion: 3.4 },
	);

/** Start → Prompts → Runway → After, with "Failed" on the error output. */
export function sceneWorkflow(stage: Stage, scene: Scene): WorkflowJson {
	const nodes = [manualTrigger(), prompts(scene), suspending(stage, scene), pairing(), noOp('Failed')];
	const failed = { from: 'Runway', to: 'Failed', output: 1 };
	return workflow(scene.name, nodes, [
		{ from: 'Start', to: 'Prompts' },
		{ from: 'Prompts', to: 'Runway' },
		{ from: 'Runway', to: 'After' },
		...(scene.settings?.['onError'] === 'continueErrorOutput' ? [failed] : []),
	]);
}

export async function run({ lab: { client } }: Stage, json: WorkflowJson): Promise<string> {
	const id = await client.runWorkflow(await client.createWorkflow(json));
	if (!id) throw new Error(`${json.name} was not started`);
	return id;
}

export const play = async (stage: Stage, scene: Scene) => await run(stage, sceneWorkflow(stage, scene));

/** The charged tasks of a scene, in the order of its items. */
export function tasksOf({ simulator }: Stage, { name }: Pick<Scene, 'name'>): string[] {
	const itemNumber = (body: unknown) => Number(new RegExp(`"${name} (\\d+) `).exec(JSON.stringify(body))?.[1] ?? -1);
	const charged = simulator.ledger.charges.map(({ taskId, body }) => ({ taskId, number: itemNumber(body) }));
	return charged.filter(({ number }) => number >= 0).sort((a, b) => a.number - b.number).map(({ taskId }) => taskId);
}

export function readsOf({ simulator }: Stage, taskId: string): number {
	const asks = simulator.requests.filter(({ path }) => path === '/runway/feed' || path === '/status' || path.startsWith('/runwayml/v1/tasks/'));
	return asks.filter(({ path, query, body }) => JSON.stringify([path, query, body]).includes(taskId)).length;
}

/** Callbacks for all these tasks at the same moment; what n8n answered. */
export async function callBack({ simulator }: Stage, taskIds: string[], times = 1): Promise<Array<number | undefined>> {
	const calls = await Promise.all(taskIds.map(async (taskId) => await simulator.sendCallback(taskId, { times })));
	return calls.flat().map(({ status }) => status);
}

export async function untilFinished({ simulator }: Stage, taskIds: string[], earlyMs = 0): Promise<void> {
	const finishedAt = Math.max(...taskIds.map((taskId) => simulator.tasks.get(taskId)?.finishedAt ?? 0));
	await delay(Math.max(0, finishedAt - earlyMs - Date.now()) + 10);
}

export const runsOf = ({ nodes }: Execution, nodeName: string) => nodes[nodeName]?.length ?? 0;

/** Callbacks of a stranger, some at a time; the answers that came. */
export async function flood(url: string, count: number): Promise<Set<number>> {
	const answers = new Set<number>();
	const callSome = async (first: number) => {
		for (let index = first; index < count; index += 20) {
			const body = JSON.stringify({ task_id: randomUUID(), status: '3', video_url: 'https://example.com/forged.mp4' });
			const answer = await request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
			answers.add(answer.statusCode);
			await answer.body.dump();
		}
	};
	await Promise.all(Array.from({ length: 20 }, (_, first) => callSome(first)));
	return answers;
}

export const residentMegabytes = ({ lab }: Stage) =>
	Number(execFileSync('ps', ['-o', 'rss=', '-p', String(lab.server.pid)], { encoding: 'utf8' })) / 1024;

/** Starts a task as another program would, with a callback address of its own. */
export async function submit({ simulator }: Stage, format: 'pro' | 'aiVideo', prompt: string, callbackUrl: string, key = KEY): Promise<string> {
	const body = { prompt, text_prompt: prompt, model: format === 'pro' ? 'gen4' : 'gen3', callback_url: callbackUrl };
	const answer = await request(simulator.url + (format === 'pro' ? '/runway/pro/generate' : '/runway/generate/text'), {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: format === 'pro' ? `Bearer ${key}` : key },
		body: JSON.stringify(body),
	});
	if (answer.statusCode !== 200) throw new Error(`Not submitted: ${await answer.body.text()}`);
	return taskIdIn(await answer.body.json());
}

const taskIdIn = (answer: unknown) => String(/"(?:task_id|uuid|data)":"([\w-]+)"/.exec(JSON.stringify(answer))?.[1]);
