import { setTimeout as delay } from 'node:timers/promises';
import { itemsOf } from '../../playground/lab/client.ts';
import { until } from '../../playground/lab/until.ts';
import { noOp, node, RUNWAY_TRIGGER, workflow } from '../../playground/lab/workflow.ts';
import { callBack, credentialsFor, flood, openStage, residentMegabytes, type Stage, submit, untilFinished } from './stage.ts';
import { lines } from './support.ts';

describe.each(lines)('the Runway Trigger on n8n %s', (line) => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await openStage(line, { NODE_OPTIONS: '--max-old-space-size=400' });
	});
	afterAll(async () => await stage?.close());

	const path = (name: string) => `${name}/runway`;
	const urlOf = (name: string, base = 'webhook') => `${stage.lab.server.url}/${base}/${path(name)}`;

	async function save(name: string, parameters: Record<string, unknown> = {}, credentials = stage.credentials) {
		const trigger = { ...node('Trigger', RUNWAY_TRIGGER, parameters, { credentials, webhookId: name }) };
		return await stage.lab.client.createWorkflow(workflow(name, [trigger, noOp('After')]));
	}

	async function live(name: string, parameters: Record<string, unknown> = {}) {
		const saved = await save(name, parameters);
		await stage.lab.client.activate(saved.id);
		return saved.id;
	}

	/** All that came of the callbacks so far, once no further execution has begun for a while. */
	async function started(workflowId: string) {
		const list = async () => await stage.lab.client.listExecutions({ workflowId });
		let summaries = await list();
		for (let before = -1; summaries.length !== before; summaries = await list()) {
			before = summaries.length;
			await delay(800);
		}
		const executions = await Promise.all(summaries.map(async ({ id }) => await stage.lab.client.waitForExecution(id)));
		return executions.reverse().flatMap((execution) => itemsOf(execution, 'After'));
	}

	it.each([
		['CometAPI', 'pro', {}],
		['AI Video API', 'aiVideo', { api: 'aiVideo' }],
	] as const)('starts once for 20 callbacks of %s at the same moment', async (_, format, parameters) => {
		const id = await live(format, parameters);
		const taskId = await submit(stage, format, 'sim(seconds=0.2,callbacks=off)', urlOf(format));
		await untilFinished(stage, [taskId]);
		expect(new Set(await callBack(stage, [taskId], 20))).toEqual(new Set([200]));
		const items = await started(id);
		expect(items).toMatchObject([{ json: { taskId, format, status: 'succeeded', operation: 'callback' } }]);
		const file = items[0]?.binary?.['data'];
		expect(file && (await stage.lab.client.fileBytes(file)).equals(stage.simulator.fileFor(taskId))).toBe(true);
	});

	it('remembers through a kill what it has passed on, also what ended at the same moment', async () => {
		const id = await live('seen');
		const ids = await Promise.all(Array.from({ length: 8 }, async () => await submit(stage, 'pro', 'sim(seconds=0.2,callbacks=off)', urlOf('seen'))));
		await untilFinished(stage, ids);
		await callBack(stage, ids);
		expect(await started(id)).toHaveLength(8);

		await stage.lab.server.kill('SIGKILL');
		await stage.lab.restart();
		for (const taskId of ids) await stage.simulator.sendCallback(taskId, { url: urlOf('seen') });
		expect(await started(id)).toHaveLength(8);
	});

	it('starts for a failed task, and not for one in progress', async () => {
		const id = await live('failed');
		const taskId = await submit(stage, 'pro', 'sim(seconds=1,fail=SAFETY.INPUT.TEXT)', urlOf('failed'));
		await untilFinished(stage, [taskId]);
		const answers = () => stage.simulator.callbacks.filter((call) => call.taskId === taskId).map(({ status }) => status);
		await until('both callbacks are answered', async () => answers().filter(Boolean).length === 2);
		expect(answers()).toEqual([200, 200]);
		expect(await started(id)).toMatchObject([{ json: { taskId, status: 'failed', failure: expect.any(String), retryable: false } }]);
	});

	it('starts for progress where that is wanted', async () => {
		const id = await live('progress', { events: ['progress'] });
		const taskId = await submit(stage, 'pro', 'sim(seconds=2)', urlOf('progress'));
		await untilFinished(stage, [taskId]);
		expect(await started(id)).toMatchObject([{ json: { taskId, status: 'running' } }]);
	});

	it('answers before it downloads', async () => {
		const id = await live('slow');
		const taskId = await submit(stage, 'pro', 'sim(seconds=0.2,callbacks=off,file=slow,slowSeconds=3)', urlOf('slow'));
		await untilFinished(stage, [taskId]);
		expect(await callBack(stage, [taskId], 2)).toEqual([200, 200]);
		const answeredAt = Date.now();
		await stage.lab.client.latestExecution(id);
		// The file takes three seconds; a busy machine may answer late, but not after it.
		expect(Date.now() - answeredAt).toBeGreaterThan(1_000);
		expect(await started(id)).toHaveLength(1);
	});

	it('asks to be called again while the API cannot be reached', async () => {
		const id = await live('offline');
		const taskId = await submit(stage, 'pro', 'sim(seconds=0.1,callbacks=off)', urlOf('offline'));
		await untilFinished(stage, [taskId]);
		await stage.simulator.goOffline();
		expect(await callBack(stage, [taskId])).toEqual([503]);
		await stage.simulator.goOnline();
		expect(await callBack(stage, [taskId])).toEqual([200]);
		expect(await started(id)).toHaveLength(1);
	});

	it('starts when the API is back a moment later, although nobody calls again', async () => {
		const id = await live('back');
		const taskId = await submit(stage, 'pro', 'sim(seconds=0.1,callbacks=off)', urlOf('back'));
		await untilFinished(stage, [taskId]);
		await stage.simulator.goOffline();
		expect(await callBack(stage, [taskId])).toEqual([503]);
		await stage.simulator.goOnline();
		await stage.lab.client.latestExecution(id, 30_000);
		expect(await started(id)).toHaveLength(1);
	});

	it('starts nothing for a task of somebody else’s key', async () => {
		const id = await live('foreign');
		const taskId = await submit(stage, 'pro', 'sim(seconds=0.1,callbacks=off)', urlOf('foreign'), 'key-of-somebody-else');
		await untilFinished(stage, [taskId]);
		expect(await callBack(stage, [taskId])).toEqual([200]);
		expect(await started(id)).toEqual([]);
	});

	it.each([
		['without an id', {}, 400],
		['with an id that is none', { task_id: '../x' }, 400],
		['with broken JSON', '{', 422],
		['that lies about an unfinished task', { task_id: 'pending', status: '3', video_url: 'https://example.com/x.mp4' }, 200],
	])('starts nothing for a callback %s', async (name, body, expected) => {
		const id = await live(name.replaceAll(' ', '-'));
		const url = urlOf(name.replaceAll(' ', '-'));
		const taskId = await submit(stage, 'pro', 'sim(seconds=60,callbacks=off)', url);
		const sent = JSON.parse(JSON.stringify(body).replace('pending', taskId)) as unknown;
		const [call] = await stage.simulator.sendCallback(taskId, { body: sent });
		expect(call?.status).toBe(expected);
		expect(await started(id)).toEqual([]);
	});

	it('answers a flood of callbacks about unknown tasks without starting anything or keeping memory', async () => {
		const id = await live('flood');
		await flood(urlOf('flood'), 50);
		const before = residentMegabytes(stage);
		// A busy machine does not read each task in time, and asks that caller to call again.
		expect([...(await flood(urlOf('flood'), 150))].filter((status) => status !== 200 && status !== 503)).toEqual([]);
		expect(residentMegabytes(stage) - before).toBeLessThan(60);
		expect(await started(id)).toEqual([]);
	});

	it('works for “listen for test event”, again and again for the same task', async () => {
		const saved = await save('listening');
		const taskId = await submit(stage, 'pro', 'sim(seconds=0.1,callbacks=off)', urlOf('listening', 'webhook-test'));
		await untilFinished(stage, [taskId]);
		for (let round = 1; round <= 2; round++) {
			expect(await stage.lab.client.runWorkflow(saved)).toBeUndefined();
			expect(await callBack(stage, [taskId])).toEqual([200]);
			expect(await started(saved.id)).toHaveLength(round);
		}
	});

	it('answers 503 when its credential is refused', async () => {
		const credentials = await credentialsFor(stage.lab, stage.simulator.url, 'wrong-key');
		const saved = await save('refused', {}, credentials);
		await stage.lab.client.activate(saved.id);
		const taskId = await submit(stage, 'pro', 'sim(seconds=0.1,callbacks=off)', urlOf('refused'));
		expect(await callBack(stage, [taskId])).toEqual([503]);
		expect(await started(saved.id)).toEqual([]);
	});
});
