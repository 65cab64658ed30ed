import { stepPrinter, timedStep } from '../../playground/lab/steps.ts';
import { node } from '../../playground/lab/workflow.ts';
import { OFFICIAL, type Stage, suspending } from '../e2e/stage.ts';
import { A_DAY_S, crowd, endAll } from './crowd.ts';
import { percentile, type Tally } from './figures.ts';
import { heapMegabytes } from './heap.ts';

/** In the input of each execution: who kept the runs alive would keep fifty megabytes of 500. */
const FILLER = 'x'.repeat(100 * 1024);
const MOST_MEGABYTES = 10;
/** The first executions make n8n load what it needs. */
const WARM_UP = 20;

/** Hundreds of executions of the official format, whose tasks all end at the same moment: nobody calls but this package. */
export async function alone(stage: Stage, count: number, { check }: Tally): Promise<void> {
	const onStep = stepPrinter();
	const { simulator } = stage;
	await asleepAtWaitNodes(stage, WARM_UP);
	const emptyMegabytes = await heapMegabytes(stage);
	const itself = (await timedStep(`Suspending ${count} executions at n8n's own Wait node`, onStep, async () => await asleepAtWaitNodes(stage, count))) - emptyMegabytes;

	const sleeper = suspending(stage, { name: 'official', prompts: [], parameters: { ...OFFICIAL, promptText: '={{ $json.body.prompt }}' } });
	const bodyOf = (number: number) => ({ filler: FILLER, prompt: `official ${number} sim(seconds=${A_DAY_S})` });
	const { start, untilWaiting, untilFinished, look, summaries } = await crowd(stage, { name: 'official', count, sleeper, bodyOf });
	await timedStep(`Starting ${count} executions of the official format`, onStep, start);
	await timedStep('Waiting until all are suspended', onStep, untilWaiting);
	const { slotsHeld } = await look();
	const kept = (await heapMegabytes(stage)) - itself - emptyMegabytes;
	console.log(`execution slots held while ${count} are suspended: ${slotsHeld}`);
	console.log(`heap of ${count} suspended executions: ${itself.toFixed(1)} MB at n8n's own Wait node, ${kept.toFixed(1)} MB here (${((kept * 1024) / count).toFixed(1)} kB each)`);
	check('no execution slot is held while suspended', slotsHeld === 0);
	check(`they cost at most ${MOST_MEGABYTES} MB beyond what n8n keeps`, kept - Math.max(itself, 0) <= MOST_MEGABYTES);

	const tasks = [...simulator.tasks.values()].filter(({ format }) => format === 'official');
	const endsAtMs = endAll(tasks);
	await timedStep('Waiting until all have woken', onStep, untilFinished);
	const ended = await summaries();
	const lagSeconds = ended.map(({ stoppedAt }) => (Date.parse(stoppedAt ?? '') - endsAtMs) / 1_000).sort((a, b) => a - b);
	console.log(`from the end of all tasks to the end of each execution: ${[0, 50, 95, 100].map((percent) => `p${percent} ${percentile(lagSeconds, percent)} s`).join(', ')}`);
	check(`${count} executions were woken, and none twice`, ended.filter(({ status }) => status === 'success').length === count && (await look()).count === count);
	check('each is charged once', tasks.length === count);
	console.log(`heap afterwards: ${(await heapMegabytes(stage)).toFixed(1)} MB, ${emptyMegabytes.toFixed(1)} MB before`);
}

async function asleepAtWaitNodes(stage: Stage, count: number): Promise<number> {
	const sleeper = node('Wait', 'n8n-nodes-base.wait', { resume: 'webhook', options: {} }, { typeVersion: 1.1, webhookId: `wait-${count}` });
	const { start, untilWaiting } = await crowd(stage, { name: `wait-${count}`, count, sleeper, bodyOf: () => ({ filler: FILLER }) });
	await start();
	await untilWaiting();
	return await heapMegabytes(stage);
}
