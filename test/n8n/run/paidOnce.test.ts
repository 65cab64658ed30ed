import { runWorkflow, type Scene } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { posts, useSimulator } from '../../support/engine/scene.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

const scene = useSimulator();
const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

function sceneOf(prompts: string[], more: Partial<Scene> = {}, options = {}): Scene {
	const parameters = parametersOf('video.imageToVideo', { promptImage: 'https://example.com/a.jpg', promptText: '={{ $json.prompt }}' }, options);
	return { parameters, credentials: scene.credentials, items: prompts.map((prompt) => ({ json: { prompt } })), ...more };
}

const sameCredential = { cometApiRunwayApi: { id: 'cometApiRunwayApi', name: 'cometApiRunwayApi' } };
const charged = () => scene.simulator.ledger.charges.length;

describe('under Retry On Fail', () => {
	it('a task that failed for good is bought once, and reported in every try', async () => {
		const { error } = await runWorkflow(sceneOf(['sim(fail=SAFETY.INPUT.TEXT)'], { settings: retries }));
		expect(error?.description).toContain('Task ID');
		expect(charged()).toBe(1);
	});

	it('a task that failed for a passing reason is bought anew in the next try', async () => {
		await runWorkflow(sceneOf(['sim(fail=INTERNAL)'], { settings: retries }));
		expect(charged()).toBe(3);
	});

	it('a task that was not finished in time is waited for again, not bought again', async () => {
		const { output, error } = await runWorkflow(sceneOf(['sim(seconds=1)'], { settings: retries }, { timeoutMinutes: 0.3 }));
		expect(error).toBeUndefined();
		expect(output[0]?.json).toMatchObject({ status: 'succeeded' });
		expect(charged()).toBe(1);
	});

	it('a submission of unknown outcome is not sent again', async () => {
		const { error } = await runWorkflow(sceneOf(['sim(submit=resetAfter)'], { settings: retries }));
		expect(error?.message).toBe('It is unknown whether CometAPI took the request');
		expect(charged()).toBe(1);
		expect(posts(scene.simulator)).toHaveLength(1);
	});

	it('the other items of a batch are not bought again when one fails', async () => {
		const prompts = Array.from({ length: 20 }, (_, index) => (index === 0 ? 'sim(fail=SAFETY.INPUT.TEXT)' : `video ${index}`));
		await runWorkflow(sceneOf(prompts, { settings: retries }));
		expect(charged()).toBeLessThanOrEqual(20);
	});

	it('with Continue On Fail, a failing first item re-runs all, and none of the other nineteen is bought again', async () => {
		const prompts = Array.from({ length: 20 }, (_, index) => (index === 0 ? 'sim(fail=SAFETY.INPUT.TEXT)' : `video ${index}`));
		const settings = { ...retries, onError: 'continueRegularOutput' } as const;
		const { output } = await runWorkflow(sceneOf(prompts, { settings }));
		expect(charged()).toBe(20);
		expect(output.filter(({ json }) => json.status === 'succeeded')).toHaveLength(19);
		expect(output[0]?.json.error).toMatchObject({ failureCode: 'SAFETY.INPUT.TEXT' });
	});

	it('an expression that gives another value in each try does not buy again', async () => {
		const parameters = {
			...sceneOf([]).parameters,
			promptText: '={{ $json.prompt }} {{ Math.random() }}',
		};
		await runWorkflow(sceneOf(['sim(fail=SAFETY.INPUT.TEXT)'], { settings: retries, parameters }));
		expect(charged()).toBe(1);
	});
});

describe('a retry of a failed execution by hand', () => {
	it('picks up what was bought, also with a longer time-out', async () => {
		const first = await runWorkflow(sceneOf(['sim(seconds=1)'], {}, { timeoutMinutes: 0.2 }));
		expect(first.error?.message).toContain('not finished');
		const again = await runWorkflow(sceneOf(['sim(seconds=1)'], { retryOf: first.run.data }, { timeoutMinutes: 5 }));
		expect(again.error).toBeUndefined();
		expect(again.output[0]?.json).toMatchObject({ status: 'succeeded' });
		expect(charged()).toBe(1);
	});

	it('picks up what was bought with an expression that gives another value each time, also with a longer time-out', async () => {
		const random = (options: object) => ({ ...sceneOf([]).parameters, promptText: '=sim(seconds=1) {{ Math.random() }}', options });
		const first = await runWorkflow(sceneOf(['x'], { parameters: random({ timeoutMinutes: 0.2 }) }));
		const again = await runWorkflow(sceneOf([], { parameters: random({ timeoutMinutes: 5 }), retryOf: first.run.data }));
		expect(again.output[0]?.json).toMatchObject({ status: 'succeeded' });
		expect(charged()).toBe(1);
	});

	it('with the prompt of one item mended buys that one alone', async () => {
		const mended = (softer: string) => ({
			...sceneOf([]).parameters,
			promptText: `={{ $json.prompt === 'bad' ? '${softer}' : $json.prompt }}`,
		});
		const settings = { onError: 'stopWorkflow' } as const;
		const first = await runWorkflow(sceneOf(['one', 'bad', 'three'], { settings, parameters: mended('sim(fail=SAFETY.INPUT.TEXT)') }));
		const before = charged();
		const again = await runWorkflow(sceneOf([], { settings, parameters: mended('good'), retryOf: first.run.data }));
		expect(again.output.map(({ json }) => json.status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
		expect(charged() - before).toBe(1 + (3 - before));
	});
});

describe('with Return Immediately, a retry by hand', () => {
	/** The second item of the first run throws, so that n8n keeps the first one's task for the retry. */
	async function retried(directives: string) {
		const parameters = { ...sceneOf([]).parameters, completion: 'none' };
		const first = await runWorkflow(sceneOf([directives, 'sim(submit=500)'], { parameters }));
		const [bought] = scene.simulator.ledger.charges;
		await new Promise((wake) => setTimeout(wake, 100));
		const again = await runWorkflow(sceneOf([], { parameters, settings: { onError: 'continueRegularOutput' }, retryOf: first.run.data }));
		return { bought: bought?.taskId, again: again.output[0]?.json };
	}

	it.each([
		['runs', 'sim(seconds=60)'],
		['is done', 'good'],
		['failed for good', 'sim(fail=SAFETY.INPUT.TEXT)'],
	])('hands on the task that was bought, which %s', async (_, directives) => {
		const { bought, again } = await retried(directives);
		expect(again).toMatchObject({ taskId: bought, status: 'queued' });
		expect(charged()).toBe(1);
	});

	it('buys anew, once, what failed for a passing reason', async () => {
		const { bought, again } = await retried('sim(fail=INTERNAL)');
		expect(again).toMatchObject({ taskId: scene.simulator.ledger.charges[1]?.taskId, status: 'queued' });
		expect(again?.taskId).not.toBe(bought);
		expect(charged()).toBe(2);
	});
});

describe('a batch with one item of unknown outcome', () => {
	const prompts = ['one', 'sim(submit=resetAfter)', 'three'];

	it('is delivered without it by a retry that continues on fail, and nothing is bought again', async () => {
		const first = await runWorkflow(sceneOf(prompts));
		expect(first.error?.description).toMatch(/item 1: unknown, perhaps paid.* set On Error to Continue, save, and retry/);
		const settings = { onError: 'continueErrorOutput' } as const;
		const again = await runWorkflow(sceneOf([], { settings, retryOf: first.run.data }));
		expect(again.output.map(({ json, pairedItem }) => [json.status, pairedItem])).toEqual([
			['succeeded', { item: 0 }],
			['succeeded', { item: 2 }],
		]);
		expect(again.errorOutput).toMatchObject([{ json: { error: { mayBePaid: true, description: expect.stringContaining('The connection to CometAPI was lost') } } }]);
		expect(charged()).toBe(3);
		expect(posts(scene.simulator)).toHaveLength(3);
	});

	it('says that the item alone is to be run anew, which buys it and nothing else', async () => {
		const settings = { onError: 'continueRegularOutput' } as const;
		const { output } = await runWorkflow(sceneOf(['one', 'sim(submit=500)', 'three'], { settings }));
		expect(output[1]?.json.error).toMatchObject({ description: expect.stringContaining('If nothing is there, run the workflow anew with this item alone') });
		expect(charged()).toBe(2);
		expect((await runWorkflow(sceneOf(['mended']))).output).toHaveLength(1);
		expect(charged()).toBe(3);
	});
});

describe('the tasks of a run', () => {
	it('are all named in an error, with those that failed before', async () => {
		const { error } = await runWorkflow(sceneOf(['sim(fail=INTERNAL)'], { settings: retries }));
		const [first, second, third] = scene.simulator.ledger.charges.map(({ taskId }) => taskId);
		expect(error?.description).toContain(`Tasks of this run: item 0: ${first} (failed before), item 0: ${second} (failed before), item 0: ${third}.`);
	});
});

describe('a retry with another credential', () => {
	const wish = ['sim(seconds=1)'];
	const late = { timeoutMinutes: 0.2 };
	const other = { cometApiRunwayApi: { id: 'other', name: 'Other account' } };

	it('names the task and its credential, and neither adopts nor buys', async () => {
		const first = await runWorkflow(sceneOf(wish, {}, late));
		const requests = scene.simulator.requests.length;
		const again = await runWorkflow(sceneOf(wish, { settings: { credentials: other }, retryOf: first.run.data }));
		expect(again.error?.message).toBe('The task of this item was started with another credential');
		expect(again.error?.description).toContain(`Task ID: ${scene.simulator.ledger.charges[0]?.taskId}.`);
		expect(charged()).toBe(1);
		expect(scene.simulator.requests).toHaveLength(requests);
	});

	it.each([
		['that was saved again', sameCredential],
		['that was renamed', { cometApiRunwayApi: { id: 'cometApiRunwayApi', name: 'New name' } }],
		['beside which another one was chosen, of the other vendor', { ...sameCredential, aiVideoApi: { id: 'another', name: 'x' } }],
	])('%s is the same credential, and picks up what was bought', async (_, credentials) => {
		const parameters = { ...sceneOf([], {}, late).parameters, promptText: '=sim(seconds=1) {{ Math.random() }}' };
		const first = await runWorkflow(sceneOf(['x'], { parameters }));
		const again = await runWorkflow(sceneOf([], { parameters: { ...parameters, options: {} }, settings: { credentials }, retryOf: first.run.data }));
		expect(again.output[0]?.json).toMatchObject({ status: 'succeeded' });
		expect(charged()).toBe(1);
	});
});

describe('a purchase', () => {
	it('is refused as a whole when there are more items than paid tasks are allowed', async () => {
		const { error } = await runWorkflow(sceneOf(['a', 'b', 'c'], {}, { maxTasks: 2 }));
		expect(error?.message).toBe('3 items would start 3 paid tasks, the limit is 2');
		expect(posts(scene.simulator)).toHaveLength(0);
	});

	it('is not made for any item when one of them holds a bad value', async () => {
		const { error } = await runWorkflow(sceneOf(['fine', 'x'.repeat(513)]));
		expect(error?.message).toContain('at most 512 characters');
		expect(scene.simulator.requests).toHaveLength(0);
	});

	it('is made for the good items when the node continues on fail', async () => {
		const settings = { onError: 'continueRegularOutput' } as const;
		const { output } = await runWorkflow(sceneOf(['fine', 'x'.repeat(513), 'good'], { settings }));
		expect(charged()).toBe(2);
		expect(output.map(({ json }) => ('error' in json ? 'error' : json.status))).toEqual(['succeeded', 'error', 'succeeded']);
	});

	it('leaves its id in the log', async () => {
		const { logs, output } = await runWorkflow(sceneOf(['one']));
		expect(logs.filter((line) => line.startsWith(`Runway task accepted: ${String(output[0]?.json.taskId)}`))).toHaveLength(1);
	});

	it('stays known in the saved execution when another item fails', async () => {
		const { run } = await runWorkflow(sceneOf(['sim(seconds=5)', 'sim(fail=SAFETY.INPUT.TEXT)']));
		const saved = JSON.stringify(run.data.executionData?.contextData);
		for (const { taskId } of scene.simulator.ledger.charges) expect(saved).toContain(taskId);
	});
});
