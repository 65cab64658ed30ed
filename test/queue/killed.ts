import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { N8nServer } from '../../playground/lab/server.ts';
import { until } from '../../playground/lab/until.ts';
import { chargedTo, loggedBy, type Outcome, play, type Stage, startedBy } from './stage.ts';

const AT_ONCE = 3;
const WISHES = 6;
/** Longer than n8n needs to notice the dead worker, so what it does with the job has shown by then. */
const NOTICE_MS = 15_000;
/** 2.x watches a stalled execution for half a minute before it gives up on it. */
const GIVE_UP_MS = 75_000;

/** Three of six items are submitted and none has ended when the worker dies. */
async function killInTheMiddle(stage: Stage, name: string): Promise<{ id: string; dead: N8nServer; other: N8nServer }> {
	const { cluster } = stage;
	const workers = await cluster.twoWorkers();
	const prompts = Array<string>(WISHES).fill('sim(seconds=600)');
	const id = await play(stage, { name, prompts, parameters: { options: { maxParallel: AT_ONCE } } });
	const isMine = (worker: N8nServer) => {
		const tasks = chargedTo(stage, name);
		return tasks.length === AT_ONCE && tasks.every((taskId) => loggedBy(worker).includes(taskId));
	};
	const dead = await until('a worker to log the tasks it submitted', () => workers.find(isMine));
	const other = workers.find((worker) => worker !== dead);
	assert.ok(other);
	await cluster.kill(dead);
	return { id, dead, other };
}

export async function killedWorker(stage: Stage): Promise<Outcome> {
	const { id, dead, other } = await killInTheMiddle(stage, 'killed');
	await delay(NOTICE_MS);
	const execution = await stage.cluster.client.waitForExecution(id, undefined, GIVE_UP_MS);
	const charged = chargedTo(stage, 'killed');

	assert.equal(charged.length, AT_ONCE, 'nothing is charged twice');
	assert.equal(startedBy(other, id), false, 'the other worker leaves the execution alone');
	assert.ok(charged.every((taskId) => loggedBy(dead).includes(taskId)), 'the log of the dead worker names each paid task');
	return { wishes: WISHES, charged: charged.length, delivered: 0, ended: `${execution.status}; the ids of all paid tasks are in the worker's log` };
}

/** Not ours to prevent: n8n hands the job to the other worker without what the first one had recorded. */
export async function killedWorkerOnDefaults(stage: Stage): Promise<Outcome> {
	await stage.cluster.changeWorkers({ QUEUE_WORKER_MAX_STALLED_COUNT: '1' });
	const { id, other } = await killInTheMiddle(stage, 'killed-on-defaults');
	await until('the other worker to buy again', () => chargedTo(stage, 'killed-on-defaults').length === 2 * AT_ONCE, GIVE_UP_MS);
	assert.ok(startedBy(other, id));
	await stage.cluster.kill(other);
	return { wishes: WISHES, charged: 2 * AT_ONCE, delivered: 0, ended: 'run again from its start' };
}
