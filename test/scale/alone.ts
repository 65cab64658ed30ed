import { stepPrinter, timedStep } from '../../playground/lab/steps.ts';
import { node } from '../../playground/lab/workflow.ts';
import { OFFICIAL, type Stage, suspending } from '../e2e/stage.ts';
import { A_DAY_S, crowd, endAll } from './crowd.ts';
import { percentile, type Tally } from './figures.ts';
import { heapMegabytes } from './heap.ts';

/** In the input of each execution; n8n itself keeps the run of each waiting execution in memory, also at its own Wait node. */
const FILLER_KILOBYTES = 100;
const FILLER = 'x'.repeat(FILLER_KILOBYTES * 1024);
const MOST_MEGABYTES = 10;
/** The first executions make n8n load what it needs. */
const WARM_UP = 20;

/** Hundreds of executions of the official format, whose tasks all end at the same moment: nobody calls but this package. */
export async function alone(stage: Stage, count: number, { check }: Tally): Promise<void> {
	const onStep = stepPrinter();
	const { simulator } = stage;
	await warmUp(stage);
	const emptyMegabytes = await heapMegabytes(stage);

	const sleeper = suspending(stage, { name: 'official', prompts: [], parameters: { ...OFFICIAL, promptText: '={{ $json.body.prompt }}' } });
	const bodyOf = (number: number) => ({ filler: FILLER, prompt: `official ${number} sim(seconds=${A_DAY_S})` });
	const { start, untilWaiting, untilFinished, look, summaries } = await crowd(stage, { name: 'official', count, sleeper, bodyOf });
	await timedStep(`Starting ${count} executions of the official format`, onStep, start);
	await timedStep('Waiting until all are suspended', onStep, untilWaiting);
	const { slotsHeld } = await look();
	const grown = (await heapMegabytes(stage)) - emptyMegabytes;
	const byN8n = (count * FILLER_KILOBYTES) / 1024;
	console.log(`execution slots held while ${count} are suspended: ${slotsHeld}`);
	console.log(`heap of ${count} suspended executions: ${grown.toFixed(1)} MB, of which n8n keeps at least ${byN8n.toFixed(1)} MB`);
	check('no execution slot is held while suspended', slotsHeld === 0);
	check(`they cost at most ${MOST_MEGABYTES} MB beyond what n8n keeps`, grown - byN8n <= MOST_MEGABYTES);

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

async function warmUp(stage: Stage): Promise<void> {
	const sleeper = node('Wait', 'n8n-nodes-base.wait', { resume: 'webhook', options: {} }, { typeVersion: 1.1, webhookId: 'warm-up' });
	const { start, untilWaiting } = await crowd(stage, { name: 'warm-up', count: WARM_UP, sleeper });
	await start();
	await untilWaiting();
}
