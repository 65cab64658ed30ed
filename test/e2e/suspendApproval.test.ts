import { setTimeout as delay } from 'node:timers/promises';
import { manualTrigger, node, noOp, workflow } from '../../playground/lab/workflow.ts';
import { until } from '../../playground/lab/until.ts';
import { AI_VIDEO, OFFICIAL, openStage, prompts, run, type Scene, type Stage, suspending, tasksOf } from './stage.ts';
import { lines } from './support.ts';

/** Longer than a call of the vendor's, or of the watch, comes after the one that woke the execution. */
const SETTLE_MS = 6_000;

const scenes: Scene[] = [
	{ name: 'one task of seven seconds', prompts: ['sim(seconds=7)'] },
	{ name: 'a task that is called back twice', prompts: ['sim(seconds=4,callbackTimes=2)'] },
	{ name: 'a second callback that comes late', prompts: ['sim(seconds=5.5,callbacks=final)', 'sim(seconds=5.5,callbacks=final,callbackDelayMs=1500)'] },
	{ name: 'AI Video', prompts: ['sim(seconds=7,callbackTimes=2)'], parameters: AI_VIDEO },
	{ name: 'the official format', prompts: ['sim(seconds=7)'], parameters: OFFICIAL },
];

const cases = scenes.flatMap((scene) => (['POST', 'GET'] as const).map((method) => ({ ...scene, name: `${scene.name}, ${method}`, method })));

describe.each(lines)('a Wait node behind a suspended one, on n8n %s', (line) => {
	let stage: Stage;
	const started = new Map<string, string>();

	beforeAll(async () => {
		stage = await openStage(line);
		for (const scene of cases) {
			const approval = node('Approval', 'n8n-nodes-base.wait', { resume: 'webhook', httpMethod: scene.method, options: {} }, { typeVersion: 1.1, webhookId: 'approval' });
			const nodes = [manualTrigger(), prompts(scene), suspending(stage, scene), approval, noOp('Published')];
			started.set(scene.name, await run(stage, workflow(scene.name, nodes)));
		}
	});
	afterAll(async () => await stage?.close());

	const execution = async ({ name }: Scene) => await stage.lab.client.getExecution(started.get(name) ?? '');

	it.each(cases)('is answered by nobody but who approves: $name', async (scene) => {
		await until('the execution to wait for approval', async () => {
			const { nodes, status } = await execution(scene);
			return status === 'waiting' && nodes['Approval'] !== undefined;
		}, 60_000);
		await delay(SETTLE_MS);

		const [taskId = ''] = tasksOf(stage, scene);
		const { callbackUrl } = stage.simulator.tasks.get(taskId) ?? {};
		const call = async (url: string, method: 'GET' | 'POST') => (await stage.simulator.sendCallback(taskId, { method, url }))[0]?.status;
		if (callbackUrl) expect([await call(callbackUrl, 'POST'), await call(callbackUrl, 'GET')]).toEqual([404, 404]);
		const { status, nodes } = await execution(scene);
		expect({ status, isPublished: 'Published' in nodes }).toEqual({ status: 'waiting', isPublished: false });
		if (!callbackUrl) return;

		// The execution's own address, as whoever approves is given it.
		expect(await call(callbackUrl.replace('/runway', ''), scene.method)).toBe(200);
		expect((await stage.lab.client.waitForExecution(started.get(scene.name) ?? '')).nodes).toHaveProperty('Published');
	});
});
