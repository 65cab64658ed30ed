import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../playground/lab/until.ts';
import { node, RUNWAY_TRIGGER, workflow } from '../../playground/lab/workflow.ts';
import { after, chargedTo, deliveredTo, type Outcome, play, type Stage, startedBy } from './stage.ts';

const SETTLE_MS = 1_000;

export async function trigger(stage: Stage): Promise<Outcome> {
	const { cluster, simulator, credentials } = stage;
	const workers = await cluster.twoWorkers();
	const webhookId = randomUUID();
	const listening = await cluster.client.createWorkflow(
		workflow('listening', [node('Runway Trigger', RUNWAY_TRIGGER, { api: 'pro' }, { webhookId, credentials }), after()]),
	);
	await cluster.client.activate(listening.id);
	const callbackUrl = `${cluster.main.url}/webhook/${webhookId}/runway`;
	const sender = await play(stage, { name: 'calling', prompts: ['sim(seconds=3)'], parameters: { completion: 'none', options: { callbackUrl } } });
	await cluster.client.waitForExecution(sender);
	const [taskId = ''] = chargedTo(stage, 'calling');

	const { id } = await cluster.client.latestExecution(listening.id, 15_000);
	const execution = await cluster.client.waitForExecution(id);
	await simulator.sendCallback(taskId);
	// A second execution would be saved only after the answer.
	await delay(SETTLE_MS);
	const delivered = deliveredTo(stage, execution);

	assert.equal(execution.status, 'success');
	assert.deepEqual(delivered, [taskId]);
	await until('a worker to say that it ran the execution', () => workers.some((worker) => startedBy(worker, id)));
	assert.deepEqual(simulator.callbacks.filter((call) => call.taskId === taskId && call.status !== 200), [], 'each callback was answered');
	assert.equal((await cluster.client.listExecutions({ workflowId: listening.id })).length, 1, 'one execution, whatever is repeated');
	assert.equal(chargedTo(stage, 'calling').length, 1);
	return { wishes: 1, charged: 1, delivered: delivered.length, ended: execution.status };
}
