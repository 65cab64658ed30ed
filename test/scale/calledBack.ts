import { itemsOf } from '../../playground/lab/client.ts';
import { stepPrinter, timedStep } from '../../playground/lab/steps.ts';
import type { Task } from '../../playground/simulator/index.ts';
import { flood, type Stage, suspending } from '../e2e/stage.ts';
import { A_DAY_S, crowd, endAll } from './crowd.ts';
import { inTurns, percentile, type Tally } from './figures.ts';

const ALONE = 20;
const CALLS_AT_ONCE = 10;
const READS_AT_ONCE = 4;
const STRANGERS = 300;

/** Hundreds of executions of the pro format, suspended in one n8n that is then killed: none may be lost, none may run twice. */
export async function calledBack(stage: Stage, count: number, { check }: Tally): Promise<void> {
	const onStep = stepPrinter();
	const { simulator, lab } = stage;
	const sleeper = suspending(stage, { name: 'pro', prompts: [], parameters: { prompt: '={{ $json.body.prompt }}' } });
	const bodyOf = (number: number) => ({ prompt: `pro ${number} sim(seconds=${A_DAY_S},callbacks=off)` });
	const { start, untilWaiting, untilFinished, look } = await crowd(stage, { name: 'pro', count, sleeper, bodyOf });
	await timedStep(`Starting ${count} executions of the pro format`, onStep, start);
	await timedStep('Waiting until all are suspended', onStep, untilWaiting);
	const { slotsHeld } = await look();
	console.log(`execution slots held while ${count} are suspended: ${slotsHeld}`);
	check('no execution slot is held while suspended', slotsHeld === 0);

	const tasks = [...simulator.tasks.values()].filter(({ format }) => format === 'pro');
	const forged = await timedStep(`${STRANGERS} callbacks of strangers`, onStep, async () => await flood(tasks[0]?.callbackUrl ?? '', STRANGERS));
	check('every stranger is answered', [...forged].join() === '200');

	await timedStep('Killing n8n and starting it again', onStep, async () => {
		await lab.server.kill('SIGKILL');
		await lab.restart();
	});
	endAll(tasks);
	const calledAt = new Map<string, number>();
	const callBack = async (task: Task) => {
		calledAt.set(task.id, Date.now());
		await callAgain(stage, task);
	};
	await timedStep(`Calling ${ALONE} back, one after the other`, onStep, async () => {
		for (const task of tasks.slice(0, ALONE)) {
			await callBack(task);
			await lab.client.waitForExecution(executionIdOf(task));
		}
	});
	await timedStep('Calling all others back at once, twice each', onStep, async () => await inTurns(tasks.slice(ALONE), CALLS_AT_ONCE, callBack));
	await timedStep('Waiting until all have finished', onStep, untilFinished);

	const ended = await timedStep('Reading what n8n recorded', onStep, async () => await recordsOf(stage, tasks, calledAt));
	for (const [how, some] of [['one after the other', ended.slice(0, ALONE)], ['at once', ended.slice(ALONE)]] as const) {
		const resumeMs = some.map(({ resumedAfterMs }) => resumedAfterMs).sort((a, b) => a - b);
		console.log(`from the callback to the end of the execution, ${how}: p50 ${percentile(resumeMs, 50)} ms, p95 ${percentile(resumeMs, 95)} ms`);
	}
	check(`${count} executions finished`, ended.filter(({ status }) => status === 'success').length === count);
	check('none went on twice', (await look()).count === count && ended.every(({ timesAfter }) => timesAfter === 1));
	check('each has its own file', new Set(ended.map(({ fileName }) => fileName)).size === count);
	const charges = simulator.ledger.charges.filter(({ format }) => format === 'pro');
	check('each is charged once', charges.length === count && new Set(charges.map(({ body }) => JSON.stringify(body))).size === count);
}

async function callAgain({ simulator, lab }: Stage, { id, callbackUrl = '' }: Task): Promise<void> {
	// The restarted n8n listens on another port, as if the address in front of it had stayed.
	const url = new URL(callbackUrl);
	url.port = String(lab.server.port);
	await simulator.sendCallback(id, { url: url.href, times: 2 });
}

async function recordsOf({ lab }: Stage, tasks: Task[], calledAt: Map<string, number>) {
	const records: Array<{ status: string; timesAfter: number; fileName: string | undefined; resumedAfterMs: number }> = [];
	await inTurns([...tasks.entries()], READS_AT_ONCE, async ([position, task]) => {
		const execution = await lab.client.getExecution(executionIdOf(task));
		const { status, stoppedAt, nodes } = execution;
		const [item] = itemsOf(execution, 'After');
		const resumedAfterMs = Date.parse(stoppedAt ?? '') - (calledAt.get(task.id) ?? NaN);
		records[position] = { status, timesAfter: nodes['After']?.length ?? 0, fileName: item?.binary?.['data']?.fileName, resumedAfterMs };
	});
	return records;
}

/** …/webhook-waiting/<execution>/runway */
const executionIdOf = ({ callbackUrl = '' }: Task) => new URL(callbackUrl).pathname.split('/').at(-2) ?? '';
