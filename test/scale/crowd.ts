import { setTimeout as delay } from 'node:timers/promises';
import type { ExecutionSummary } from '../../playground/lab/executions.ts';
import { asRecord } from '../../playground/lab/rest.ts';
import { noOp, webhookTrigger, workflow, type WorkflowNode } from '../../playground/lab/workflow.ts';
import type { Task } from '../../playground/simulator/index.ts';
import type { Stage } from '../e2e/stage.ts';
import { inTurns } from './figures.ts';

const CALLS_AT_ONCE = 10;
const PATIENCE_MS = 600_000;

/** No task ends by itself, however long a busy machine needs to start them all. */
export const A_DAY_S = 24 * 60 * 60;

/** Ends all tasks at the same moment, which it gives. */
export function endAll(tasks: Task[]): number {
	const endsAtMs = Date.now();
	for (const task of tasks) task.finishedAt = endsAtMs;
	return endsAtMs;
}

interface Crowd {
	name: string;
	count: number;
	/** What the executions sleep at. */
	sleeper: WorkflowNode;
	bodyOf?: (number: number) => Record<string, unknown>;
}

/** Many executions of one active workflow, each of which falls asleep. */
export async function crowd({ lab }: Stage, { name, count, sleeper, bodyOf = () => ({}) }: Crowd) {
	// Asked for anew each time, since a restarted n8n has another address.
	const { id: workflowId } = await lab.client.createWorkflow(workflow(name, [webhookTrigger(name), sleeper, noOp('After')]));
	await lab.client.activate(workflowId);

	const look = async (status?: string) => {
		const query = new URLSearchParams({ limit: '1', filter: JSON.stringify({ workflowId, ...(status && { status: [status] }) }) });
		const answer = asRecord(await lab.client.rest.call('GET', `/executions?${query.toString()}`));
		return { count: Number(answer['count']), slotsHeld: Number(answer['concurrentExecutionsCount']) };
	};

	/** A hundred at most, and where the others begin. */
	async function page(cursor?: string): Promise<ExecutionSummary[]> {
		const query = new URLSearchParams({ limit: '100', filter: JSON.stringify({ workflowId }), ...(cursor && { cursor }) });
		const { results, nextCursor } = asRecord(await lab.client.rest.call('GET', `/executions?${query.toString()}`));
		const others = typeof nextCursor === 'string' ? await page(nextCursor) : [];
		return [...(results as ExecutionSummary[]), ...others];
	}

	async function untilAll(status: 'waiting' | 'success'): Promise<void> {
		const deadline = Date.now() + PATIENCE_MS;
		for (let reached = 0; reached < count; reached = (await look(status)).count) {
			if (Date.now() > deadline) throw new Error(`Only ${reached} of ${count} executions are ${status}`);
			await delay(1_000);
		}
	}

	return {
		start: async () => {
			const numbers = Array.from({ length: count }, (_, number) => number);
			await inTurns(numbers, CALLS_AT_ONCE, async (number) => await lab.client.callWebhook(name, { json: bodyOf(number) }));
		},
		untilWaiting: async () => await untilAll('waiting'),
		untilFinished: async () => await untilAll('success'),
		look,
		summaries: async () => await page(),
	};
}
