import { setTimeout as delay } from 'node:timers/promises';
import { itemsOf, type Execution } from '../../playground/lab/client.ts';
import { manualTrigger, node, noOp, workflow } from '../../playground/lab/workflow.ts';
import { openStage, pairing, play, prompts, run, runsOf, type Scene, type Stage, suspending, tasksOf } from './stage.ts';
import { lines } from './support.ts';

/** The official format, whose API calls nobody back. */
const OFFICIAL = { resource: 'video', operation: 'imageToVideo', promptImage: 'https://example.com/cat.jpg', promptText: '={{ $json.prompt }}' };

const scenes = {
	official: { name: 'official', prompts: ['sim(seconds=9)', 'sim(seconds=12)'], parameters: OFFICIAL },
	instant: { name: 'instant', prompts: ['sim(seconds=0.1)'], parameters: OFFICIAL },
	failing: { name: 'failing', prompts: ['sim(seconds=8,fail=INTERNAL.BAD_OUTPUT.CODE01)', 'sim(seconds=6)'], parameters: OFFICIAL },
	late: { name: 'late', prompts: ['sim(seconds=6)', 'sim(seconds=600)'], parameters: { ...OFFICIAL, options: { timeoutMinutes: 0.4 } } },
} satisfies Record<string, Scene>;

describe.each(lines)('Suspend Until Finished on n8n %s, where nobody calls back', (line) => {
	let stage: Stage;
	const started = new Map<string, string>();

	beforeAll(async () => {
		stage = await openStage(line);
		for (const scene of Object.values(scenes)) started.set(scene.name, await play(stage, scene));
	});
	afterAll(async () => await stage?.close());

	const idOf = ({ name }: Scene) => started.get(name) ?? '';
	const suspended = async (scene: Scene) => await stage.lab.client.waitForExecution(idOf(scene), ['waiting']);
	const finished = async (scene: Scene) => await stage.lab.client.waitForExecution(idOf(scene));
	const after = (execution: Execution) => itemsOf(execution, 'After').map(({ json }) => json);

	it('sleeps, and is woken by the package itself', async () => {
		expect((await suspended(scenes.official)).nodes['After']).toBeUndefined();
		const execution = await finished(scenes.official);
		expect(execution.status).toBe('success');
		expect(after(execution)).toMatchObject([{ status: 'succeeded', format: 'official', number: 0 }, { status: 'succeeded', number: 1 }]);
		expect(itemsOf(execution, 'Runway').every(({ binary }) => binary?.['data'])).toBe(true);
		expect(stage.simulator.callbacks).toEqual([]);
	});

	it('also when the task ends before n8n has saved the wait', async () => {
		expect(after(await finished(scenes.instant))).toMatchObject([{ status: 'succeeded' }]);
	});

	it('hands on a failure as an error beside the results', async () => {
		expect(after(await finished(scenes.failing))).toMatchObject([{ number: 0, error: { status: 'failed' } }, { number: 1, status: 'succeeded' }]);
	});

	it('delivers at the deadline what is finished, and gives the others their own reason', async () => {
		const execution = await finished(scenes.late);
		expect(after(execution)).toMatchObject([
			{ number: 0, status: 'succeeded' },
			{ number: 1, error: { status: 'timedOut', message: 'The task was not finished after 0.4 minutes', description: expect.stringContaining('Last state: RUNNING') } },
		]);
		expect(runsOf(execution, 'After')).toBe(1);
	});

	it.each(['POST', 'GET'])('never answers a node behind it that waits for a call by %s', async (httpMethod) => {
		const scene = { name: `approval ${httpMethod}`, prompts: ['sim(seconds=7)'] };
		const approval = node('Approval', 'n8n-nodes-base.wait', { resume: 'webhook', httpMethod, options: {} }, { typeVersion: 1.1, webhookId: 'approval' });
		const id = await run(stage, workflow(scene.name, [manualTrigger(), prompts(scene), suspending(stage, scene), approval, noOp('Published')]));
		const until = async () => (await stage.lab.client.getExecution(id)).nodes['Runway'];
		while (!(await until())?.[0]?.data) await delay(500);
		await stage.lab.client.waitForExecution(id, ['waiting']);
		const [taskId = ''] = tasksOf(stage, scene);
		const { callbackUrl = '' } = stage.simulator.tasks.get(taskId) ?? {};
		const answers = await Promise.all((['POST', 'GET'] as const).map(async (method) => await stage.simulator.sendCallback(taskId, { method, url: callbackUrl })));
		expect(answers.flat().map(({ status }) => status)).toEqual([404, 404]);
		await delay(8_000);
		const execution = await stage.lab.client.getExecution(id);
		expect(execution.status).toBe('waiting');
		expect(execution.nodes['Published']).toBeUndefined();
	});

	it('sleeps twice in one execution', async () => {
		const scene = { name: 'twice', prompts: ['sim(seconds=6)'], parameters: OFFICIAL };
		const again = { ...scene, name: 'again', parameters: { ...OFFICIAL, promptText: '=again {{ $("Prompts").item.json.prompt }}' } };
		const id = await run(stage, workflow('twice', [manualTrigger(), prompts(scene), suspending(stage, scene), suspending(stage, again, 'Runway again'), pairing()]));
		const execution = await stage.lab.client.waitForExecution(id);
		expect(after(execution)).toMatchObject([{ status: 'succeeded', number: 0 }]);
		expect(runsOf(execution, 'After')).toBe(1);
	});
});
