import { itemsOf, type Execution } from '../../playground/lab/client.ts';
import { manualTrigger, node, noOp, workflow } from '../../playground/lab/workflow.ts';
import { lines } from './support.ts';
import {
	AI_VIDEO,
	callBack,
	openStage,
	play,
	prompts,
	readsOf,
	run,
	runsOf,
	type Scene,
	type Stage,
	suspending,
	tasksOf,
	untilFinished,
} from './stage.ts';

const OK_AND_FAILING = ['sim(seconds=6.5)', 'sim(seconds=7,fail=INTERNAL.BAD_OUTPUT.CODE01)'];

/** Ends well before the watch looks for the first time where the API calls back. */
const CALLED_BY_THE_TEST = 'seconds=8,callbacks=off';

const scenes = {
	post: { name: 'post', prompts: ['sim(seconds=14,callbacks=final)'] },
	get: { name: 'get', prompts: ['sim(seconds=7)'], parameters: AI_VIDEO },
	naive: { name: 'naive', prompts: ['sim(seconds=7,callbackAppend=naive)'], parameters: AI_VIDEO },
	missed: { name: 'missed', prompts: ['sim(seconds=7,callbacks=off)'] },
	tooSoon: { name: 'tooSoon', prompts: ['sim(seconds=0.1)'] },
	mixed: { name: 'mixed', prompts: many(20, (index) => `sim(seconds=${9 - index / 10},callbackTimes=2,callbackOrder=reverse)`) },
	early: { name: 'early', prompts: ['sim(seconds=8,callbackEarly=1)'] },
	stop: { name: 'stop', prompts: OK_AND_FAILING },
	goOn: { name: 'goOn', prompts: OK_AND_FAILING, settings: { onError: 'continueRegularOutput' } },
	branch: { name: 'branch', prompts: OK_AND_FAILING, settings: { onError: 'continueErrorOutput' } },
	noneStarted: { name: 'noneStarted', prompts: ['sim(submit=403)'] },
	refused: {
		name: 'refused',
		prompts: ['sim(submit=403)', 'sim(seconds=7)'],
		settings: { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
	},
} satisfies Record<string, Scene>;

function many(count: number, prompt: (index: number) => string): string[] {
	return Array.from({ length: count }, (_, index) => prompt(index));
}

describe.each(lines)('Suspend Until Finished on n8n %s', (line) => {
	let stage: Stage;
	const started = new Map<string, string>();

	// All scenes are started together, since each takes its seconds and costs n8n nothing meanwhile.
	beforeAll(async () => {
		stage = await openStage(line);
		for (const scene of Object.values(scenes)) started.set(scene.name, await play(stage, scene));
	});
	afterAll(async () => await stage?.close());

	const suspended = async ({ name }: Scene) => await stage.lab.client.waitForExecution(started.get(name) ?? '', ['waiting']);
	/** Starts a scene whose callbacks the test sends, and gives its tasks once they have ended. */
	async function ended(scene: Scene, early = 0): Promise<string[]> {
		started.set(scene.name, await play(stage, scene));
		await suspended(scene);
		await untilFinished(stage, tasksOf(stage, scene), early);
		return tasksOf(stage, scene);
	}
	const finished = async ({ name }: Scene) => await stage.lab.client.waitForExecution(started.get(name) ?? '');
	const numbers = (execution: Execution, nodeName = 'After') => itemsOf(execution, nodeName).map(({ json }) => json['number']);

	it('lets nothing behind it run while it sleeps', async () => {
		const id = await play(stage, { name: 'asleep', prompts: ['sim(seconds=600)'] });
		expect((await stage.lab.client.waitForExecution(id, ['waiting'])).nodes['After']).toBeUndefined();
	});

	it('is woken by a POST, having asked the API once', async () => {
		const [taskId = ''] = tasksOf(stage, scenes.post);
		const execution = await finished(scenes.post);
		const [item] = itemsOf(execution, 'Runway');
		expect(item?.json).toMatchObject({ taskId, format: 'pro', operation: 'generate', status: 'succeeded' });
		expect(item?.json).not.toHaveProperty('suspended');
		const file = item?.binary?.['data'];
		expect(file && (await stage.lab.client.fileBytes(file)).equals(stage.simulator.fileFor(taskId))).toBe(true);
		expect(numbers(execution)).toEqual([0]);
		expect(readsOf(stage, taskId)).toBe(1);
		expect(stage.simulator.callbacks.filter((call) => call.taskId === taskId)).toMatchObject([{ method: 'POST', status: 200 }]);
	});

	it.each([scenes.get, scenes.naive])('is woken by a GET however the vendor appends the id: $name', async (scene) => {
		const execution = await finished(scene);
		const [taskId] = tasksOf(stage, scene);
		expect(itemsOf(execution, 'After').map(({ json }) => json['taskId'])).toEqual([taskId]);
	});

	it.each([
		['no callback comes', scenes.missed],
		['the callback came before n8n had saved the wait', scenes.tooSoon],
	])('is woken by the package itself when %s', async (_, scene) => {
		expect(numbers(await finished(scene))).toEqual([0]);
	});

	it('is woken although the API shows the end a second after the callback, and nobody calls again', async () => {
		const scene = { name: 'ahead', prompts: [`sim(${CALLED_BY_THE_TEST})`] };
		const [taskId = ''] = await ended(scene, 1_000);
		const body = { task_id: taskId, status: '3', video_url: 'https://example.com/ahead.mp4' };
		expect(await stage.simulator.sendCallback(taskId, { body })).toMatchObject([{ status: 202 }]);
		const calledAt = Date.now();
		expect(numbers(await finished(scene))).toEqual([0]);
		// The net alone would look 25 seconds after the submission at the earliest.
		expect(Date.now() - calledAt).toBeLessThan(15_000);
	});

	it('is woken once for 20 tasks that call back twice, out of order and at different times', async () => {
		const execution = await finished(scenes.mixed);
		expect(tasksOf(stage, scenes.mixed)).toHaveLength(20);
		expect(numbers(execution)).toEqual(scenes.mixed.prompts.map((_, index) => index));
		expect(itemsOf(execution, 'Runway').every(({ json, binary }) => json['status'] === 'succeeded' && binary?.['data'])).toBe(true);
		expect(runsOf(execution, 'After')).toBe(1);
	});

	it('is woken once by 20 final callbacks at the same moment', async () => {
		const scene = { name: 'atOnce', prompts: many(20, () => `sim(${CALLED_BY_THE_TEST})`) };
		const taskIds = await ended(scene);
		const answers = await callBack(stage, taskIds);
		expect(new Set(answers)).toEqual(new Set([200]));

		const execution = await finished(scene);
		expect(execution.status).toBe('success');
		expect(runsOf(execution, 'After')).toBe(1);
		expect(numbers(execution)).toEqual(taskIds.map((_, index) => index));
		expect(stage.simulator.requests.filter(({ origin, path }) => origin === 'files' && path.includes(taskIds[0] ?? ''))).toHaveLength(1);
	});

	it('is not disturbed by a callback that comes before the answer to the submission', async () => {
		expect(numbers(await finished(scenes.early))).toEqual([0]);
	});

	it('answers the vendor before it downloads', async () => {
		const scene = { name: 'slowFile', prompts: [`sim(${CALLED_BY_THE_TEST},file=slow,slowSeconds=3)`] };
		const taskIds = await ended(scene);
		expect(await callBack(stage, taskIds)).toEqual([200]);
		const answeredAt = Date.now();
		expect(numbers(await finished(scene))).toEqual([0]);
		// The file takes three seconds; a busy machine may answer late, but not after it.
		expect(Date.now() - answeredAt).toBeGreaterThan(1_000);
	});

	it.each([scenes.stop, scenes.goOn])('hands a failed item on in the error shape: $name', async (scene) => {
		const execution = await finished(scene);
		expect(execution.status).toBe('success');
		const [good, bad] = itemsOf(execution, 'After');
		expect(good?.json).toMatchObject({ status: 'succeeded', number: 0 });
		expect(bad?.json).toMatchObject({ number: 1, error: { taskId: tasksOf(stage, scene)[1], status: 'failed', format: 'pro' } });
	});

	it('hands a failed item to the error output, with the input it came from', async () => {
		const execution = await finished(scenes.branch);
		expect(numbers(execution)).toEqual([0]);
		const [failed, ...more] = itemsOf(execution, 'Failed');
		expect(more).toEqual([]);
		expect(failed?.json).toMatchObject({ number: 1, error: { taskId: tasksOf(stage, scenes.branch)[1], status: 'failed' } });
	});

	it('fails under Stop Workflow where it can: before it is suspended', async () => {
		const execution = await finished(scenes.noneStarted);
		expect(execution).toMatchObject({ status: 'error', lastNode: 'Runway' });
	});

	it('buys nothing twice under Retry On Fail when one item is refused and another one suspended', async () => {
		const execution = await finished(scenes.refused);
		expect(tasksOf(stage, scenes.refused)).toHaveLength(1);
		expect(itemsOf(execution, 'After').map(({ json }) => json)).toMatchObject([{ error: { retryable: false } }, { status: 'succeeded', number: 1 }]);
	});

	it('suspends with the parent workflow on 2.x, and waits with a hint on 1.x', async () => {
		const scene = { name: 'child', prompts: ['sim(seconds=5.5)'] };
		const child = workflow('Child', [
			node('When called', 'n8n-nodes-base.executeWorkflowTrigger', { inputSource: 'passthrough' }, { typeVersion: 1.1 }),
			suspending(stage, scene),
		]);
		const { id: value } = await stage.lab.client.createWorkflow(child);
		const workflowId = { __rl: true, mode: 'id', value };
		const call = node('Call', 'n8n-nodes-base.executeWorkflow', { source: 'database', workflowId, options: {} }, { typeVersion: 1.2 });
		const parent = await run(stage, workflow('Parent', [manualTrigger(), prompts(scene), call, noOp('After')]));

		const execution = await stage.lab.client.waitForExecution(parent);
		expect(itemsOf(execution, 'After')).toMatchObject([{ json: { taskId: tasksOf(stage, scene)[0], status: 'succeeded' } }]);
		const { id } = await stage.lab.client.latestExecution(value);
		const hints = (await stage.lab.client.getExecution(id)).nodes['Runway']?.[0]?.hints?.map(({ message }) => message) ?? [];
		expect(hints.some((message) => message.includes('waited instead of suspending'))).toBe(line === '1.x');
	});

	it('refuses before paying when the user gave a callback URL as well', async () => {
		const scene = { name: 'twoAddresses', prompts: ['sim(seconds=1)'], parameters: { options: { callbackUrl: 'https://example.com' } } };
		const { error, status } = await stage.lab.client.waitForExecution(await play(stage, scene));
		expect(status).toBe('error');
		expect(error?.message).toContain('Callback URL cannot be combined');
		expect(error?.description).toContain('Nothing was sent');
		expect(tasksOf(stage, scene)).toEqual([]);
	});

	it('shows in the editor what it waits for', async () => {
		const runwayNode = (await stage.lab.client.nodeTypes()).find(({ name }) => name === 'n8n-nodes-cometapi-runway.runway');
		expect(runwayNode?.['waitingNodeTooltip']).toContain('has finished');
	});
});
