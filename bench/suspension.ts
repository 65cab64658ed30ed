import { setTimeout as delay } from 'node:timers/promises';
import { noOp, runway, webhookTrigger, workflow, type WorkflowJson } from '../playground/lab/workflow.ts';
import type { Arena } from './contestants.ts';
import { atMost, CONTESTANTS, figure, type Section } from './report.ts';
import { finish } from './stage.ts';
import { median, percentile } from './statistics.ts';
import { handBuilt, imageToVideo, type Access, loop, inRow } from './workflows.ts';

const SUSPENDED = 'this node, suspended';
/** The official format: the package reads, at the pace of the node that polls, and wakes the execution itself. */
const ALONE = 'this node, suspended, no callbacks';
/** By then all have fallen asleep, and no task has ended. */
const MIDDLE_MS = 8_000;
const SHORTEST_SECONDS = 12;
const APART_SECONDS = 0.7;

/** Execution slots held in the middle of the wait, and what a callback needs to set the execution going again. */
export async function suspension(arena: Arena): Promise<Section> {
	const count = arena.isQuick ? 5 : 20;
	const { suspending, suspendingAlone, ...polling } = workflows(arena.bench.access);
	// One after the other, since two that poll in the same n8n would be measured with them.
	const suspended = await observe(arena, suspending, count);
	const alone = await observe(arena, suspendingAlone, count);
	const observed = [suspended, alone, ...(await Promise.all(Object.values(polling).map(async (json) => await observe(arena, json, count))))];
	const polled = observed.find(({ contestant }) => contestant === CONTESTANTS.node)?.lagSeconds ?? [];
	return {
		name: 'suspension',
		title: 'Execution slots while waiting, and the lag from “finished” to “goes on”',
		figures: [
			...observed.map(({ contestant, slots }) => figure(`slots held by ${count} executions`, contestant, 'slots', [slots])),
			...observed.map(({ contestant, lagSeconds }) => figure('finished → next node', contestant, 's', lagSeconds)),
		],
		goals: [
			atMost('slots held while suspended', suspended.slots + alone.slots, 0),
			atMost('lag: p95 suspended ÷ median of polling', percentile(suspended.lagSeconds, 95) / median(polled), arena.isQuick ? 0.5 : 0.15),
			atMost('lag: median suspended without callbacks ÷ median of polling', median(alone.lagSeconds) / median(polled), arena.isQuick ? 2 : 1.3),
		],
		remarks: ['A running execution holds a slot of N8N_CONCURRENCY_PRODUCTION_LIMIT, or of a worker; a waiting one does not.'],
	};
}

const prompt = '={{ $json.body.prompt }}';

function workflows(access: Access) {
	const { credentials } = access;
	const single = (name: string, parameters: Record<string, unknown>) =>
		workflow(name, [webhookTrigger(pathOf(name)), runway('Runway', parameters, { credentials }), noOp('After')]);
	const built = [webhookTrigger(pathOf(CONTESTANTS.handBuilt)), ...handBuilt(access, { prompt: '$json.body.prompt' }), noOp('After')];
	return {
		suspendingAlone: single(ALONE, { ...imageToVideo({ maxParallel: 0 }), promptText: prompt, completion: 'suspend' }),
		suspending: single(SUSPENDED, { resource: 'proVideo', operation: 'generate', prompt, completion: 'suspend' }),
		node: single(CONTESTANTS.node, { ...imageToVideo({ maxParallel: 20 }), promptText: prompt }),
		handBuilt: workflow(CONTESTANTS.handBuilt, built, [...inRow('Webhook', 'Submit'), ...loop, ...inRow('Download', 'After')]),
	};
}

const pathOf = (name: string) => name.replaceAll(/\W+/g, '-');

async function observe({ bench }: Arena, json: WorkflowJson, count: number) {
	const contestant = json.name;
	const { lab, simulator } = bench;
	const { id: workflowId } = await lab.client.createWorkflow(json);
	await lab.client.activate(workflowId);
	for (let number = 0; number < count; number++) {
		const seconds = SHORTEST_SECONDS + number * APART_SECONDS;
		await lab.client.callWebhook(pathOf(contestant), { json: { prompt: `suspension/${contestant} ${number} sim(seconds=${seconds},callbacks=final)` } });
	}
	await delay(MIDDLE_MS);
	const slots = (await lab.client.listExecutions({ workflowId, status: ['running'] })).length;

	const summaries = await lab.client.listExecutions({ workflowId });
	const executions = await Promise.all(summaries.map(async ({ id }) => await finish(bench, id)));
	const own = [...simulator.tasks.values()].filter(({ body }) => JSON.stringify(body).includes(`"suspension/${contestant} `));
	const finishedAt = own.map((task) => task.finishedAt ?? NaN).sort((a, b) => a - b);
	const wentOnAt = executions.map(({ nodes }) => nodes['After']?.at(-1)?.startTime ?? NaN).sort((a, b) => a - b);
	await lab.client.deactivate(workflowId);
	// In order, since which execution waited for which task makes no difference to the sum.
	return { contestant, slots, lagSeconds: wentOnAt.map((at, index) => (at - (finishedAt[index] ?? NaN)) / 1_000) };
}
