import { itemsOf, type Execution } from '../../playground/lab/client.ts';
import { runway, webhookTrigger, workflow } from '../../playground/lab/workflow.ts';
import { OFFICIAL, openStage, play, runsOf, type Scene, type Stage, tasksOf } from './stage.ts';
import { lines } from './support.ts';

const SOON = { timeoutMinutes: 0.4 };
const ONE_IS_LATE = ['sim(seconds=6)', 'sim(seconds=60)'];

const scenes = {
	official: { name: 'official', prompts: ['sim(seconds=9)', 'sim(seconds=12)'], parameters: OFFICIAL },
	instant: { name: 'instant', prompts: ['sim(seconds=0.1)'], parameters: OFFICIAL },
	failing: { name: 'failing', prompts: ['sim(seconds=8,fail=INTERNAL.BAD_OUTPUT.CODE01)', 'sim(seconds=6)'], parameters: OFFICIAL },
	late: { name: 'late', prompts: ONE_IS_LATE, parameters: { ...OFFICIAL, options: SOON } },
	// Calls back for the first task only, which is reason enough to suspend and none to give up on it.
	latePro: { name: 'latePro', prompts: ONE_IS_LATE, parameters: { options: SOON } },
	returned: { name: 'returned', prompts: ONE_IS_LATE, parameters: { ...OFFICIAL, options: { ...SOON, onTimeout: 'return' } } },
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
		expect(runsOf(execution, 'After')).toBe(1);
	});

	it('also when the task ends before n8n has saved the wait', async () => {
		expect(after(await finished(scenes.instant))).toMatchObject([{ status: 'succeeded' }]);
	});

	it('hands on a failure as an error beside the results', async () => {
		expect(after(await finished(scenes.failing))).toMatchObject([{ number: 0, error: { status: 'failed' } }, { number: 1, status: 'succeeded' }]);
	});

	it.each([scenes.late, scenes.latePro])('delivers at the deadline what is finished, and gives the others their own reason: $name', async (scene) => {
		const execution = await finished(scene);
		const [, taskId] = tasksOf(stage, scene);
		const description = expect.stringMatching(/^Last state: (RUNNING|1)\./);
		expect(after(execution)).toMatchObject([
			{ number: 0, status: 'succeeded' },
			{ number: 1, error: { taskId, status: 'timedOut', message: 'The task was not finished after 0.4 minutes', description } },
		]);
		expect(itemsOf(execution, 'Runway')[0]?.binary).toHaveProperty('data');
		expect(runsOf(execution, 'After')).toBe(1);
	});

	it('returns at the deadline what is not finished, where that is wanted', async () => {
		const [, taskId] = tasksOf(stage, scenes.returned);
		expect(after(await finished(scenes.returned))).toMatchObject([{ status: 'succeeded' }, { number: 1, taskId, status: 'timedOut' }]);
	});

	it('answers a webhook that waits for the last node with the task, and not with an error that makes the caller ask and pay again', async () => {
		const sleeper = runway('Runway', { ...OFFICIAL, promptText: 'webhook 0 sim(seconds=1)', completion: 'suspend' }, { credentials: stage.credentials });
		const { id } = await stage.lab.client.createWorkflow(workflow('webhook', [webhookTrigger('asked', { responseMode: 'lastNode' }), sleeper]));
		await stage.lab.client.activate(id);
		const answer = await stage.lab.client.callWebhook('asked', { json: {} });
		expect(answer.statusCode).toBe(200);
		expect(JSON.parse(answer.body)).toMatchObject({ taskId: tasksOf(stage, { name: 'webhook' })[0], status: 'queued' });
	});

	it('is called by itself alone, and leaves no trouble in the log of n8n', async () => {
		await Promise.all(Object.values(scenes).map(finished));
		const isPro = (taskId: string) => tasksOf(stage, scenes.latePro).includes(taskId);
		expect(stage.simulator.callbacks.filter(({ taskId }) => !isPro(taskId))).toEqual([]);
		const troubles = stage.lab.server.logs().match(/Error in handling webhook request.*|.*Runway could not.*/g) ?? [];
		// n8n logs that the node has looked whether it can reach itself, and a callback that comes before it has saved the wait.
		expect(troubles.filter((text) => !/Cannot read properties of undefined|is running already/.test(text))).toEqual([]);
	});
});

describe.each(lines)('Suspend Until Finished on n8n %s that cannot reach itself', (line) => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await openStage(line, { WEBHOOK_URL: 'http://127.0.0.1:1/' });
	});
	afterAll(async () => await stage?.close());

	it('is refused before anything is paid', async () => {
		const scene = { name: 'unreachable', prompts: ['sim(seconds=1)'], parameters: OFFICIAL };
		const { status, error } = await stage.lab.client.waitForExecution(await play(stage, scene));
		expect(status).toBe('error');
		expect(error?.message).toBe('n8n cannot reach itself at http://127.0.0.1:1, so nobody could wake this execution');
		expect(error?.description).toMatch(/^Nothing was sent\. .*ECONNREFUSED.* Set the environment variable WEBHOOK_URL/);
		expect(tasksOf(stage, scene)).toEqual([]);
	});
});
