import { setTimeout as delay } from 'node:timers/promises';
import { itemsOf } from '../../playground/lab/client.ts';
import { asRecord } from '../../playground/lab/rest.ts';
import type { Task } from '../../playground/simulator/index.ts';
import { noOp, webhookTrigger, workflow } from '../../playground/lab/workflow.ts';
import { type Stage, suspending } from '../e2e/stage.ts';
import { inTurns } from './figures.ts';

const CALLS_AT_ONCE = 10;
const READS_AT_ONCE = 4;
const PATIENCE_MS = 240_000;
/** The node itself looks for half a minute whether its callback was missed. */
const LONGER_THAN_THE_NODE_LOOKS_S = 45;

/** Many executions of one active workflow, each of which starts one task and is suspended for it. */
export async function crowd(stage: Stage, count: number) {
	const { simulator, lab } = stage;
	const scene = { name: 'crowd', prompts: [], parameters: { prompt: '={{ $json.body.prompt }}' } };
	const { id: workflowId } = await lab.client.createWorkflow(workflow('Crowd', [webhookTrigger('crowd'), suspending(stage, scene), noOp('After')]));
	await lab.client.activate(workflowId);
	const calledAt = new Map<string, number>();

	const look = async (status?: string) => {
		const query = new URLSearchParams({ limit: '1', filter: JSON.stringify({ workflowId, ...(status && { status: [status] }) }) });
		const answer = asRecord(await lab.client.rest.call('GET', `/executions?${query.toString()}`));
		return { count: Number(answer['count']), slotsHeld: Number(answer['concurrentExecutionsCount']) };
	};

	async function untilAll(status: 'waiting' | 'success'): Promise<void> {
		const deadline = Date.now() + PATIENCE_MS;
		for (let reached = 0; reached < count; reached = (await look(status)).count) {
			if (Date.now() > deadline) throw new Error(`Only ${reached} of ${count} executions are ${status}`);
			await delay(1_000);
		}
	}

	async function callBack({ id, callbackUrl = '' }: Task): Promise<void> {
		// The restarted n8n listens on another port, as if the address in front of it had stayed.
		const url = new URL(callbackUrl);
		url.port = String(lab.server.port);
		calledAt.set(id, Date.now());
		await simulator.sendCallback(id, { url: url.href, times: 2 });
	}

	async function executions() {
		const ended: Array<{ status: string; timesAfter: number; fileName: string | undefined; resumedAfterMs: number }> = [];
		await inTurns([...[...simulator.tasks.values()].entries()], READS_AT_ONCE, async ([position, { id, callbackUrl }]) => {
			const execution = await lab.client.getExecution(executionIdOf(callbackUrl));
			const [item] = itemsOf(execution, 'After');
			const resumedAfterMs = Date.parse(execution.stoppedAt ?? '') - (calledAt.get(id) ?? NaN);
			const timesAfter = execution.nodes['After']?.length ?? 0;
			ended[position] = { status: execution.status, timesAfter, fileName: item?.binary?.['data']?.fileName, resumedAfterMs };
		});
		return ended;
	}

	return {
		start: async () => {
			const numbers = Array.from({ length: count }, (_, number) => number);
			await inTurns(numbers, CALLS_AT_ONCE, async (number) => {
				await lab.client.callWebhook('crowd', { json: { prompt: `crowd ${number} sim(seconds=${LONGER_THAN_THE_NODE_LOOKS_S},callbacks=off)` } });
			});
		},
		untilWaiting: async () => await untilAll('waiting'),
		untilFinished: async () => await untilAll('success'),
		look,
		callBackAlone: async (first: number) => {
			for (const task of [...simulator.tasks.values()].slice(0, first)) {
				await callBack(task);
				await lab.client.waitForExecution(executionIdOf(task.callbackUrl));
			}
		},
		callBackRest: async (from: number) => await inTurns([...simulator.tasks.values()].slice(from), CALLS_AT_ONCE, callBack),
		executions,
	};
}

const executionIdOf = (callbackUrl = '') => new URL(callbackUrl).pathname.split('/').at(-1) ?? '';
