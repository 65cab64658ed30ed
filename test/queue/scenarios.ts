import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type Line, LINES } from '../../playground/lab/lines.ts';
import { until } from '../../playground/lab/until.ts';
import { killedWorker, killedWorkerOnDefaults } from './killed.ts';
import { chargedTo, deliveredTo, finishedBy, loggedBy, type Outcome, play, type Stage, startedBy } from './stage.ts';
import { trigger } from './trigger.ts';

export interface Scenario {
	title: string;
	lines: readonly Line[];
	run: (stage: Stage) => Promise<Outcome>;
}

export const scenarios: Scenario[] = [
	{ title: 'Two batches of four items at once, one on each worker', lines: LINES, run: batches },
	{ title: 'Runway Trigger: the main takes the callback, a worker runs the workflow', lines: LINES, run: trigger },
	{ title: 'Suspended, its worker killed, resumed by the callback on the other worker', lines: LINES, run: suspended },
	{ title: 'Suspended on a format that calls nobody back: the workers watch, and call the main', lines: LINES, run: watching },
	{ title: 'Worker killed in the middle of a batch', lines: LINES, run: killedWorker },
	{ title: 'The same with the default `QUEUE_WORKER_MAX_STALLED_COUNT` of 1.x (what to avoid)', lines: ['1.x'], run: killedWorkerOnDefaults },
];

async function batches(stage: Stage): Promise<Outcome> {
	const { cluster } = stage;
	const names = ['batch-a', 'batch-b'];
	const workers = await cluster.twoWorkers();
	const ids = await Promise.all(names.map(async (name) => await play(stage, { name, prompts: Array<string>(4).fill('sim(seconds=4)') })));
	const executions = await Promise.all(ids.map(async (id) => await cluster.client.waitForExecution(id)));
	const delivered = executions.flatMap((execution) => deliveredTo(stage, execution));
	const charged = names.flatMap((name) => chargedTo(stage, name));

	assert.deepEqual(executions.map(({ status }) => status), ['success', 'success']);
	assert.deepEqual(workers.map((worker) => loggedBy(worker).length), [4, 4], 'each worker ran one batch');
	assert.deepEqual(loggedBy(cluster.main), [], 'the main ran none');
	assert.deepEqual(delivered.toSorted(), charged.toSorted());
	assert.equal(charged.length, 8);
	return { wishes: 8, charged: charged.length, delivered: delivered.length, ended: 'success' };
}

async function suspended(stage: Stage): Promise<Outcome> {
	const { cluster, simulator } = stage;
	const workers = await cluster.twoWorkers();
	const prompts = Array<string>(2).fill('sim(seconds=12,callbacks=off)');
	const id = await play(stage, { name: 'suspended', prompts, parameters: { completion: 'suspend' } });
	await cluster.client.waitForExecution(id, ['waiting', 'error', 'success']);
	const tasks = chargedTo(stage, 'suspended');
	const first = workers.find((worker) => tasks.every((taskId) => loggedBy(worker).includes(taskId)));
	const other = workers.find((worker) => worker !== first);
	assert.ok(first && other, 'one worker submitted all tasks and logged their ids');
	await until('the worker to let go of the execution', () => finishedBy(first, id));
	await cluster.kill(first);

	await delay(Math.max(...tasks.map((taskId) => simulator.tasks.get(taskId)?.finishedAt ?? 0)) - Date.now());
	const callbacks = (await Promise.all(tasks.map(async (taskId) => await simulator.sendCallback(taskId)))).flat();
	const execution = await cluster.client.waitForExecution(id);
	const delivered = deliveredTo(stage, execution);

	assert.deepEqual(callbacks.map(({ status }) => status), [200, 200]);
	assert.equal(execution.status, 'success');
	await until('the other worker to say that it ran the execution', () => startedBy(other, id));
	assert.deepEqual(delivered.toSorted(), tasks.toSorted());
	assert.equal(chargedTo(stage, 'suspended').length, 2);
	return { wishes: 2, charged: 2, delivered: delivered.length, ended: execution.status };
}

async function watching(stage: Stage): Promise<Outcome> {
	const { cluster } = stage;
	const workers = await cluster.twoWorkers();
	const names = Array.from({ length: 4 }, (_, index) => `asleep-${index}`);
	const parameters = { completion: 'suspend', resource: 'video', operation: 'imageToVideo', promptImage: 'https://example.com/cat.jpg', promptText: '={{ $json.prompt }}' };
	const ids = await Promise.all(names.map(async (name) => await play(stage, { name, prompts: ['sim(seconds=25)', 'sim(seconds=20)'], parameters })));
	const asleep = await Promise.all(ids.map(async (id) => await cluster.client.waitForExecution(id, ['waiting', 'error', 'success'])));
	const watchers = names.map((name) => workers.find((worker) => chargedTo(stage, name).every((taskId) => loggedBy(worker).includes(taskId))));
	const executions = await Promise.all(ids.map(async (id) => await cluster.client.waitForExecution(id)));
	const charged = names.flatMap((name) => chargedTo(stage, name));
	const delivered = executions.flatMap((execution) => deliveredTo(stage, execution));

	assert.deepEqual(asleep.map(({ status }) => status), names.map(() => 'waiting'));
	assert.equal(new Set(watchers).size, 2, 'both workers watch');
	assert.deepEqual(executions.map(({ status }) => status), names.map(() => 'success'));
	assert.equal(charged.length, 8);
	assert.deepEqual(delivered.toSorted(), charged.toSorted());
	return { wishes: 8, charged: charged.length, delivered: delivered.length, ended: 'success' };
}
