import { setTimeout as delay } from 'node:timers/promises';
import { itemsOf, type Execution } from '../../playground/lab/client.ts';
import { manualTrigger, node, noOp, workflow, type WorkflowJson } from '../../playground/lab/workflow.ts';
import { lines } from './support.ts';
import {
	AI_VIDEO,
	callBack,
	credentialsFor,
	openStage,
	pairing,
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

/** Ends after the node itself has looked for the last time. */
const CALLED_BY_THE_TEST = 'seconds=36,callbacks=off';

const scenes = {
	post: { name: 'post', prompts: ['sim(seconds=14,callbacks=final)'] },
	get: { name: 'get', prompts: ['sim(seconds=7)'], parameters: AI_VIDEO },
	naive: { name: 'naive', prompts: ['sim(seconds=7,callbackAppend=naive)'], parameters: AI_VIDEO },
	missed: { name: 'missed', prompts: ['sim(seconds=7,callbacks=off)'] },
	mixed: { name: 'mixed', prompts: many(20, (index) => `sim(seconds=${9 - index / 10},callbackTimes=2,callbackOrder=reverse)`) },
	atOnce: { name: 'atOnce', prompts: many(20, () => `sim(${CALLED_BY_THE_TEST})`) },
	quick: { name: 'quick', prompts: ['sim(seconds=2)'] },
	early: { name: 'early', prompts: ['sim(seconds=8,callbackEarly=1)'] },
	slowFile: { name: 'slowFile', prompts: [`sim(${CALLED_BY_THE_TEST},file=slow,slowSeconds=3)`] },
	stop: { name: 'stop', prompts: OK_AND_FAILING },
	goOn: { name: 'goOn', prompts: OK_AND_FAILING, settings: { onError: 'continueRegularOutput' } },
	branch: { name: 'branch', prompts: OK_AND_FAILING, settings: { onError: 'continueErrorOutput' } },
	quickFailure: { name: 'quickFailure', prompts: ['sim(seconds=1,fail=INTERNAL.BAD_OUTPUT.CODE01)'] },
	refused: {
		name: 'refused',
		prompts: ['sim(submit=403)', 'sim(seconds=7)'],
		settings: { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
	},
} satisfies Record<string, Scene>;

function many(count: number, prompt: (index: number) => string): string[] {
	return Array.from({ length: count }, (_, index) => prompt(index));
}

function suspendingTwice(stage: Stage): WorkflowJson {
	const scene = { name: 'twice', prompts: ['sim(seconds=6)'] };
	const again = { name: 'again', prompts: [], parameters: { prompt: '=again {{ $("Prompts").item.json.prompt }}' } };
	return workflow('twice', [manualTrigger(), prompts(scene), suspending(stage, scene), suspending(stage, again, 'Runway again'), pairing()]);
}

describe.each(lines)('Suspend Until Callback on n8n %s', (line) => {
	let stage: Stage;
	const started = new Map<string, string>();

	// All scenes are started together, since each takes its seconds and costs n8n nothing meanwhile.
	beforeAll(async () => {
		stage = await openStage(line);
		started.set('twice', await run(stage, suspendingTwice(stage)));
		for (const scene of Object.values(scenes)) started.set(scene.name, await play(stage, scene));
	});
	afterAll(async () => await stage?.close());

	const suspended = async ({ name }: Scene) => await stage.lab.client.waitForExecution(started.get(name) ?? '', ['waiting']);
	const finished = async ({ name }: Scene) => await stage.lab.client.waitForExecution(started.get(name) ?? '');
	const numbers = (execution: Execution, nodeName = 'After') => itemsOf(execution, nodeName).map(({ json }) => json['number']);

	it('sleeps and is woken by a POST, having asked the API three times', async () => {
		const [taskId = ''] = tasksOf(stage, scenes.post);
		expect((await suspended(scenes.post)).nodes['After']).toBeUndefined();

		const execution = await finished(scenes.post);
		const [item] = itemsOf(execution, 'Runway');
		expect(item?.json).toMatchObject({ taskId, format: 'pro', operation: 'generate', status: 'succeeded' });
		expect(item?.json).not.toHaveProperty('suspended');
		const file = item?.binary?.['data'];
		expect(file && (await stage.lab.client.fileBytes(file)).equals(stage.simulator.fileFor(taskId))).toBe(true);
		expect(numbers(execution)).toEqual([0]);
		expect(readsOf(stage, taskId)).toBe(3);
		expect(stage.simulator.callbacks.filter((call) => call.taskId === taskId)).toMatchObject([{ method: 'POST', status: 200 }]);
	});

	it.each([scenes.get, scenes.naive])('is woken by a GET however the vendor appends the id: $name', async (scene) => {
		const execution = await finished(scene);
		const [taskId] = tasksOf(stage, scene);
		expect(itemsOf(execution, 'After').map(({ json }) => json['taskId'])).toEqual([taskId]);
	});

	it('wakes itself when the callback came before n8n had saved the wait', async () => {
		expect(numbers(await finished(scenes.missed))).toEqual([0]);
		expect(stage.simulator.callbacks.filter(({ taskId }) => taskId === tasksOf(stage, scenes.missed)[0])).toEqual([]);
	});

	it('is woken although the API shows the end a second after the callback, and nobody calls again', async () => {
		const scene = { name: 'ahead', prompts: ['sim(seconds=14,callbacks=off)'] };
		const id = await play(stage, scene);
		await stage.lab.client.waitForExecution(id, ['waiting']);
		const [taskId = ''] = tasksOf(stage, scene);
		await delay(Math.max(0, (stage.simulator.tasks.get(taskId)?.finishedAt ?? 0) - Date.now() - 1_000));
		const body = { task_id: taskId, status: '3', video_url: 'https://example.com/ahead.mp4' };
		expect(await stage.simulator.sendCallback(taskId, { body })).toMatchObject([{ status: 200 }]);
		expect((await stage.lab.client.getExecution(id)).status).toBe('waiting');
		expect(numbers(await stage.lab.client.waitForExecution(id))).toEqual([0]);
	});

	it('is woken once for 20 tasks that call back twice, out of order and at different times', async () => {
		const execution = await finished(scenes.mixed);
		expect(tasksOf(stage, scenes.mixed)).toHaveLength(20);
		expect(numbers(execution)).toEqual(scenes.mixed.prompts.map((_, index) => index));
		expect(itemsOf(execution, 'Runway').every(({ json, binary }) => json['status'] === 'succeeded' && binary?.['data'])).toBe(true);
		expect(runsOf(execution, 'After')).toBe(1);
	});

	it('is woken once by 20 final callbacks at the same moment', async () => {
		await suspended(scenes.atOnce);
		const taskIds = tasksOf(stage, scenes.atOnce);
		await untilFinished(stage, taskIds);
		const answers = await callBack(stage, taskIds);
		expect(new Set(answers)).toEqual(new Set([200]));

		const execution = await finished(scenes.atOnce);
		expect(execution.status).toBe('success');
		expect(runsOf(execution, 'After')).toBe(1);
		expect(numbers(execution)).toEqual(taskIds.map((_, index) => index));
		expect(stage.simulator.requests.filter(({ origin, path }) => origin === 'files' && path.includes(taskIds[0] ?? ''))).toHaveLength(1);
	});

	it('delivers at once what ended before it could be suspended', async () => {
		const execution = await finished(scenes.quick);
		const [taskId] = tasksOf(stage, scenes.quick);
		expect(itemsOf(execution, 'After')).toMatchObject([{ json: { taskId, status: 'succeeded' } }]);
		expect(stage.simulator.callbacks.filter((call) => call.taskId === taskId && call.status === 200)).toEqual([]);
	});

	it('is not disturbed by a callback that comes before the answer to the submission', async () => {
		expect(numbers(await finished(scenes.early))).toEqual([0]);
	});

	it('answers the vendor before it downloads', async () => {
		await suspended(scenes.slowFile);
		const taskIds = tasksOf(stage, scenes.slowFile);
		await untilFinished(stage, taskIds);
		expect(await callBack(stage, taskIds)).toEqual([200]);
		const answeredAt = Date.now();
		expect(numbers(await finished(scenes.slowFile))).toEqual([0]);
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
		const execution = await finished(scenes.quickFailure);
		expect(execution).toMatchObject({ status: 'error', lastNode: 'Runway' });
	});

	it('buys nothing twice under Retry On Fail when one item is refused and another one suspended', async () => {
		const execution = await finished(scenes.refused);
		expect(tasksOf(stage, scenes.refused)).toHaveLength(1);
		expect(itemsOf(execution, 'After').map(({ json }) => json)).toMatchObject([{ error: { retryable: false } }, { status: 'succeeded', number: 1 }]);
	});

	it('suspends one execution as often as it is asked to', async () => {
		const execution = await finished({ name: 'twice', prompts: [] });
		expect(itemsOf(execution, 'After')).toMatchObject([{ json: { status: 'succeeded', number: 0 } }]);
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

	it.each([
		['a public API could not call this n8n back', { settings: {} }, 'CometAPI cannot call this n8n back', 'WEBHOOK_URL'],
		['the user gave a callback URL as well', { parameters: { options: { callbackUrl: 'https://example.com' } } }, 'Callback URL cannot be combined', 'Nothing was sent'],
	])('refuses before paying when %s', async (name, given, message, advice) => {
		const credentials = 'settings' in given ? await credentialsFor(stage.lab, 'https://api.cometapi.com') : stage.credentials;
		const scene = { name, prompts: ['sim(seconds=1)'], ...given, settings: { credentials } };
		const { error, status } = await stage.lab.client.waitForExecution(await play(stage, scene));
		expect(status).toBe('error');
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(advice);
		expect(tasksOf(stage, scene)).toEqual([]);
	});

	it('shows in the editor what it waits for', async () => {
		const runwayNode = (await stage.lab.client.nodeTypes()).find(({ name }) => name === 'n8n-nodes-cometapi-runway.runway');
		expect(runwayNode?.['waitingNodeTooltip']).toContain('calls back');
	});
});
