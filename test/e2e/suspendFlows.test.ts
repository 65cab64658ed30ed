import { setTimeout as delay } from 'node:timers/promises';
import { itemsOf, type Execution } from '../../playground/lab/client.ts';
import { type Connection, manualTrigger, node, type WorkflowJson, workflow } from '../../playground/lab/workflow.ts';
import { OFFICIAL, openStage, pairing, play, prompts, readsOf, run, runsOf, type Scene, type Stage, suspending, tasksOf, untilFinished } from './stage.ts';
import { lines } from './support.ts';

const again = (name: string): Scene => ({ name, prompts: [], parameters: { ...OFFICIAL, promptText: `=${name} {{ $("Prompts").item.json.prompt }}` } });

function inSeries(stage: Stage): WorkflowJson {
	const scene = { name: 'series', prompts: ['sim(seconds=6)'], parameters: OFFICIAL };
	return workflow('series', [manualTrigger(), prompts(scene), suspending(stage, scene), suspending(stage, again('second'), 'Second'), pairing()]);
}

function inParallel(stage: Stage): WorkflowJson {
	const scene = { name: 'parallel', prompts: ['sim(seconds=6)', 'sim(seconds=7)'] };
	const merge = node('Merge', 'n8n-nodes-base.merge', { mode: 'append' }, { typeVersion: 3 });
	const nodes = [manualTrigger(), prompts(scene), suspending(stage, scene), suspending(stage, again('other'), 'Other'), merge, pairing()];
	return workflow('parallel', nodes, [
		...inRow('Start', 'Prompts', 'Runway', 'Merge', 'After'),
		...inRow('Prompts', 'Other'),
		{ from: 'Other', to: 'Merge', input: 1 },
	]);
}

function inLoop(stage: Stage): WorkflowJson {
	const scene = { name: 'loop', prompts: ['sim(seconds=2)', 'sim(seconds=4)', 'sim(seconds=1)'] };
	const loop = node('Loop', 'n8n-nodes-base.splitInBatches', { options: {} }, { typeVersion: 3 });
	return workflow('loop', [manualTrigger(), prompts(scene), loop, suspending(stage, scene), pairing()], [
		...inRow('Start', 'Prompts', 'Loop', 'After'),
		{ from: 'Loop', to: 'Runway', output: 1 },
		...inRow('Runway', 'Loop'),
	]);
}

const inRow = (...names: string[]): Connection[] => names.slice(1).map((to, index) => ({ from: names[index] ?? '', to }));

const LONGER_THAN_A_PAUSE_MS = 7_000;

const besides: Scene = {
	name: 'besides',
	prompts: ['sim(seconds=1)', 'sim(seconds=12)', 'sim(seconds=1)'],
	parameters: { completion: '={{ $json.number === 1 ? "suspend" : $json.number === 0 ? "wait" : "none" }}' },
};


describe.each(lines)('suspended nodes in a workflow of n8n %s', (line) => {
	let stage: Stage;
	const started = new Map<string, string>();

	beforeAll(async () => {
		stage = await openStage(line);
		for (const flow of [inSeries, inParallel, inLoop]) started.set(flow.name, await run(stage, flow(stage)));
		started.set(besides.name, await play(stage, besides));
	});
	afterAll(async () => await stage?.close());

	const idOf = (name: string) => started.get(name) ?? '';
	const finished = async (name: string) => await stage.lab.client.waitForExecution(idOf(name), undefined, 90_000);
	const after = (execution: Execution) => itemsOf(execution, 'After').map(({ json }) => json);

	it('sleep one after the other', async () => {
		const execution = await finished('inSeries');
		expect(after(execution)).toMatchObject([{ status: 'succeeded', number: 0 }]);
		expect(runsOf(execution, 'After')).toBe(1);
	});

	it('sleep in two branches that a Merge brings together again', async () => {
		const execution = await finished('inParallel');
		expect(after(execution).map(({ status, format, number }) => `${number} ${format} ${status}`)).toEqual([
			'0 pro succeeded',
			'1 pro succeeded',
			'0 official succeeded',
			'1 official succeeded',
		]);
		expect([runsOf(execution, 'Merge'), runsOf(execution, 'After')]).toEqual([1, 1]);
		expect(new Set(after(execution).map(({ taskId }) => taskId)).size).toBe(4);
	});

	it('sleep in each round of a loop', async () => {
		const execution = await finished('inLoop');
		expect(after(execution)).toMatchObject([0, 1, 2].map((number) => ({ number, status: 'succeeded' })));
		expect(runsOf(execution, 'Runway')).toBe(3);
		expect(tasksOf(stage, { name: 'loop' })).toHaveLength(3);
	});

	it('keep the file of an item that was delivered before the others were suspended', async () => {
		const execution = await finished('besides');
		const [waited, slept, returned] = itemsOf(execution, 'Runway');
		const [first = '', second = ''] = tasksOf(stage, besides);
		for (const [item, taskId] of [[waited, first], [slept, second]] as const) {
			expect(item?.json).toMatchObject({ taskId, status: 'succeeded' });
			const file = item?.binary?.['data'];
			expect(file && (await stage.lab.client.fileBytes(file)).equals(stage.simulator.fileFor(taskId))).toBe(true);
		}
		expect(returned).not.toHaveProperty('binary');
		expect(after(execution)).toMatchObject([{ number: 0 }, { number: 1 }, { number: 2 }]);
	});

	it('are woken on a retry too, although the callback of the adopted task went to the first execution', async () => {
		const scene = { name: 'retried', prompts: ['sim(seconds=4,submitTimes=0)', 'sim(seconds=5)'] };
		stage.simulator.setScenario({ submit: '403' });
		const id = await play(stage, scene);
		expect((await stage.lab.client.waitForExecution(id)).status).toBe('error');
		stage.simulator.setScenario({ submit: undefined });
		await untilFinished(stage, tasksOf(stage, scene));

		const execution = await stage.lab.client.waitForExecution(await stage.lab.client.retryExecution(id));
		expect(after(execution)).toMatchObject([{ number: 0, status: 'succeeded' }, { number: 1, status: 'succeeded' }]);
		expect(tasksOf(stage, scene)).toHaveLength(2);
	});

	it('are not woken once they are stopped, and a retry hands on what was paid', async () => {
		const scene = { name: 'stopped', prompts: ['sim(seconds=20)'], parameters: OFFICIAL };
		const id = await play(stage, scene);
		await stage.lab.client.waitForExecution(id, ['waiting']);
		await stage.lab.client.stopExecution(id);
		const [taskId = ''] = tasksOf(stage, scene);
		await untilFinished(stage, [taskId]);
		await delay(LONGER_THAN_A_PAUSE_MS);
		const execution = await stage.lab.client.getExecution(id);
		expect(execution.status).toBe('canceled');
		expect(execution.nodes).not.toHaveProperty('After');
		const reads = readsOf(stage, taskId);
		await delay(LONGER_THAN_A_PAUSE_MS);
		expect(readsOf(stage, taskId)).toBe(reads);

		const retry = await stage.lab.client.waitForExecution(await stage.lab.client.retryExecution(id));
		expect(after(retry)).toMatchObject([{ number: 0, error: { taskId, format: 'official', status: 'timedOut' } }]);
		expect(tasksOf(stage, scene)).toEqual([taskId]);
	});
});
