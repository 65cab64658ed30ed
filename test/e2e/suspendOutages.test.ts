import { itemsOf, type Execution } from '../../playground/lab/client.ts';
import { manualTrigger, noOp, runway, workflow } from '../../playground/lab/workflow.ts';
import { callBack, OFFICIAL, openStage, play, prompts, run, runsOf, type Scene, type Stage, tasksOf, untilFinished } from './stage.ts';
import { lines } from './support.ts';

/** Over long after n8n was killed; its own deadline comes a minute later. */
const SOON = { timeoutMinutes: 0.4 };
const NEVER_CALLS = ['sim(seconds=12,callbacks=off)', 'sim(seconds=12,callbacks=off)'];

/** Each is suspended when n8n is killed; the first two are called back after the restart, the others never. */
const scenes = {
	woken: { name: 'woken', prompts: NEVER_CALLS },
	revived: { name: 'revived', prompts: ['sim(seconds=12,callbacks=off)', 'sim(seconds=60,callbacks=off)'] },
	failing: { name: 'failing', prompts: NEVER_CALLS, parameters: { options: SOON } },
	branching: { name: 'branching', prompts: NEVER_CALLS, parameters: { options: SOON }, settings: { onError: 'continueErrorOutput' } },
	returning: { name: 'returning', prompts: NEVER_CALLS, parameters: { ...OFFICIAL, options: { ...SOON, onTimeout: 'return' } } },
} satisfies Record<string, Scene>;

describe.each(lines)('Suspend Until Finished through outages of n8n %s', (line) => {
	let stage: Stage;
	const started = new Map<string, string>();

	beforeAll(async () => {
		stage = await openStage(line);
		for (const scene of Object.values(scenes)) started.set(scene.name, await play(stage, scene));
		for (const id of started.values()) await stage.lab.client.waitForExecution(id, ['waiting']);
		await stage.lab.server.kill('SIGKILL');
		await untilFinished(stage, tasksOf(stage, scenes.returning));
	});
	afterAll(async () => await stage?.close());

	const idOf = ({ name }: Scene) => started.get(name) ?? '';
	const finished = async (scene: Scene) => await stage.lab.client.waitForExecution(idOf(scene), undefined, 120_000);
	const jsonOf = (execution: Execution, nodeName: string) => itemsOf(execution, nodeName).map(({ json }) => json);

	it('is woken by callbacks after it was killed and started again', async () => {
		expect(await callBack(stage, tasksOf(stage, scenes.failing))).toEqual([undefined, undefined]);
		await stage.lab.restart();
		expect((await stage.lab.client.getExecution(idOf(scenes.woken))).status).toBe('waiting');

		expect(await calledAgain(stage, tasksOf(stage, scenes.woken))).toEqual([200, 200]);
		const execution = await finished(scenes.woken);
		expect(runsOf(execution, 'After')).toBe(1);
		expect(jsonOf(execution, 'After')).toMatchObject([
			{ status: 'succeeded', number: 0 },
			{ status: 'succeeded', number: 1 },
		]);
		expect(tasksOf(stage, scenes.woken)).toHaveLength(2);
	});

	it('is watched again after the first callback that tells of an end', async () => {
		const [first = '', second = ''] = tasksOf(stage, scenes.revived);
		expect(await calledAgain(stage, [first])).toEqual([202]);
		const execution = await finished(scenes.revived);
		expect(jsonOf(execution, 'After')).toMatchObject([{ taskId: first, status: 'succeeded' }, { taskId: second, status: 'succeeded' }]);
	});

	it('goes on at its deadline with an error in each item', async () => {
		const execution = await finished(scenes.failing);
		expect(execution.status).toBe('success');
		const [taskId] = tasksOf(stage, scenes.failing);
		expect(jsonOf(execution, 'After')).toMatchObject([
			{ number: 0, error: { taskId, format: 'pro', operation: 'generate', status: 'timedOut', message: 'The task was not seen to finish within 0.4 minutes' } },
			{ number: 1, error: { status: 'timedOut' } },
		]);
	});

	it('goes on at its deadline through the error output', async () => {
		const execution = await finished(scenes.branching);
		expect(jsonOf(execution, 'After')).toEqual([]);
		expect(jsonOf(execution, 'Failed')).toMatchObject([{ number: 0, error: { status: 'timedOut' } }, { number: 1 }]);
	});

	it('goes on at its deadline with the unfinished task, which Task > Wait then delivers', async () => {
		const execution = await finished(scenes.returning);
		const [first] = jsonOf(execution, 'After');
		expect(first).toMatchObject({ number: 0, status: 'timedOut', format: 'official' });

		const wait = { resource: 'task', operation: 'wait', format: first?.['format'], taskId: first?.['taskId'] };
		const nodes = [manualTrigger(), prompts({ name: 'later', prompts: [''] }), runway('Wait', wait, { credentials: stage.credentials }), noOp('After')];
		const later = await stage.lab.client.waitForExecution(await run(stage, workflow('later', nodes)));
		expect(itemsOf(later, 'After')).toMatchObject([{ json: { status: 'succeeded' }, binary: { data: { mimeType: 'video/mp4' } } }]);
	});

	it('answers a callback that comes after the deadline without doing anything', async () => {
		const answers = await calledAgain(stage, tasksOf(stage, scenes.failing));
		expect(answers).toEqual([409, 409]);
		expect(tasksOf(stage, scenes.failing)).toHaveLength(2);
	});
});

/** The restarted n8n listens on another port, as if the address in front of it had stayed. */
async function calledAgain(stage: Stage, taskIds: string[]): Promise<Array<number | undefined>> {
	const { simulator, lab } = stage;
	const calls = await Promise.all(
		taskIds.map(async (taskId) => {
			const url = new URL(simulator.tasks.get(taskId)?.callbackUrl ?? '');
			url.port = String(lab.server.port);
			return await simulator.sendCallback(taskId, { url: url.href });
		}),
	);
	return calls.flat().map(({ status }) => status);
}
