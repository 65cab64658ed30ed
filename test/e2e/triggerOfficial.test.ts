import { setTimeout as delay } from 'node:timers/promises';
import { itemsOf } from '../../playground/lab/client.ts';
import { manualTrigger, noOp, node, runway, RUNWAY_TRIGGER, workflow } from '../../playground/lab/workflow.ts';
import { OFFICIAL, openStage, run, type Stage, tasksOf, untilFinished } from './stage.ts';
import { lines } from './support.ts';

/** The watch looks after five seconds at the earliest; a call too many would come soon after the first one. */
const LOOKED_AND_CALLED_MS = 8_000;

describe.each(lines)('the Runway Trigger for the format whose API calls nobody on n8n %s', (line) => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await openStage(line);
	});
	afterAll(async () => await stage?.close());

	const urlOf = (name: string, base = 'webhook') => `${stage.lab.server.url}/${base}/${name}/runway`;

	async function listening(name: string) {
		const trigger = node('Trigger', RUNWAY_TRIGGER, { api: 'official' }, { credentials: stage.credentials, webhookId: name });
		return await stage.lab.client.createWorkflow(workflow(name, [trigger, noOp('After')]));
	}

	async function live(name: string) {
		const { id } = await listening(name);
		await stage.lab.client.activate(id);
		return id;
	}

	/** Another workflow starts a task, and names the trigger for its end. */
	async function start(name: string, steering: string, { completion = 'none', base = 'webhook', options = {} } = {}) {
		const parameters = { ...OFFICIAL, promptText: `${name} 0 ${steering}`, completion, options: { callbackUrl: urlOf(name, base), ...options } };
		const starter = workflow(`${name} starter`, [manualTrigger(), runway('Runway', parameters, { credentials: stage.credentials })]);
		const execution = await stage.lab.client.waitForExecution(await run(stage, starter));
		return { execution, taskIds: tasksOf(stage, { name }) };
	}

	async function started(workflowId: string) {
		const summaries = await stage.lab.client.listExecutions({ workflowId });
		const executions = await Promise.all(summaries.map(async ({ id }) => await stage.lab.client.waitForExecution(id)));
		return executions.flatMap((execution) => itemsOf(execution, 'After'));
	}

	async function onceCalled(workflowId: string, times = 1) {
		for (let looks = 0; (await started(workflowId)).length < times && looks < 60; looks++) await delay(500);
		await delay(2_000);
		return await started(workflowId);
	}

	it.each([
		['when it has ended', 'long', 'sim(seconds=7)', {}, { status: 'succeeded' }],
		['also when it had ended before anybody looked', 'short', 'sim(seconds=0.1)', {}, { status: 'succeeded' }],
		['also when it has failed', 'failing', 'sim(seconds=1,fail=SAFETY.INPUT.TEXT)', {}, { status: 'failed', failureCode: 'SAFETY.INPUT.TEXT' }],
		['also when the node has waited for it', 'waited', 'sim(seconds=1)', { completion: 'wait' }, { status: 'succeeded' }],
		['also when the node has waited too short', 'impatient', 'sim(seconds=9)', { completion: 'wait', options: { timeoutMinutes: 0.05 } }, { status: 'succeeded' }],
	])('starts once for a task of another workflow %s', async (_, name, steering, how, json) => {
		const id = await live(name);
		const { taskIds: [taskId = ''] } = await start(name, steering, how);
		const items = await onceCalled(id);
		expect(items).toMatchObject([{ json: { taskId, format: 'official', operation: 'callback', ...json } }]);
		const file = items[0]?.binary?.['data'];
		expect(file && (await stage.lab.client.fileBytes(file)).equals(stage.simulator.fileFor(taskId))).toBe(json.status === 'succeeded' || undefined);
	});

	it('hands the starting workflow its task ID at once, and tells the API nothing of the address', async () => {
		const id = await live('atOnce');
		const { execution, taskIds } = await start('atOnce', 'sim(seconds=4)');
		expect(itemsOf(execution, 'Runway')).toMatchObject([{ json: { taskId: taskIds[0], status: 'queued' } }]);
		expect(JSON.stringify(stage.simulator.requests.map(({ body }) => body))).not.toContain('/atOnce/runway');
		expect(await onceCalled(id)).toHaveLength(1);
		expect(stage.simulator.callbacks).toEqual([]);
	});

	it('works for “listen for test event”, once for each time it listens', async () => {
		const saved = await listening('listened');
		for (let round = 1; round <= 2; round++) {
			expect(await stage.lab.client.runWorkflow(saved)).toBeUndefined();
			await start('listened', 'sim(seconds=1)', { base: 'webhook-test' });
			expect(await onceCalled(saved.id, round)).toHaveLength(round);
		}
	});

	it('is not called for a task that outlived its n8n, since the watch has died with it; a call by anybody makes up for that', async () => {
		const id = await live('restarted');
		const { taskIds } = await start('restarted', 'sim(seconds=12)');
		await stage.lab.server.kill('SIGKILL');
		await stage.lab.restart();
		await untilFinished(stage, taskIds);
		await delay(LOOKED_AND_CALLED_MS);
		expect(await started(id)).toEqual([]);

		await stage.lab.client.callWebhook('restarted/runway', { json: { task_id: taskIds[0] } });
		expect(await onceCalled(id)).toMatchObject([{ json: { taskId: taskIds[0], status: 'succeeded' } }]);
	});
});
