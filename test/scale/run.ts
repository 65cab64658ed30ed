import { buildAndPack } from '../../playground/lab/build.ts';
import { installN8n } from '../../playground/lab/install.ts';
import { stepPrinter, timedStep } from '../../playground/lab/steps.ts';
import { flood, openStage, untilFinished as untilEnded } from '../e2e/stage.ts';
import { crowd } from './crowd.ts';
import { percentile, tally } from './figures.ts';

/** Hundreds of executions suspended at once in one n8n that is then killed: none may be lost, none may run twice. */
const COUNT = Number(process.argv[2] ?? 500);
const ALONE = 20;
const STRANGERS = 1_000;

const onStep = stepPrinter();
await installN8n('2.x', { onStep });
process.env['E2E_TARBALL'] = await timedStep('Building and packing the package', onStep, buildAndPack);
// Far fewer slots than executions, so that one that held its slot while suspended would stop the others.
const stage = await openStage('2.x', { N8N_CONCURRENCY_PRODUCTION_LIMIT: '50', NODE_OPTIONS: '--max-old-space-size=1024' });
const { check, results } = tally();

try {
	const { start, untilWaiting, look, callBackAlone, callBackRest, untilFinished, executions } = await crowd(stage, COUNT);
	await timedStep(`Starting ${COUNT} executions`, onStep, start);
	await timedStep('Waiting until all are suspended', onStep, untilWaiting);
	const { slotsHeld: held } = await look();
	console.log(`execution slots held while ${COUNT} are suspended: ${held}`);
	check('no execution slot is held while suspended', held === 0);

	const forged = await timedStep(`${STRANGERS} callbacks of strangers`, onStep, async () => {
		const [{ callbackUrl = '' } = {}] = stage.simulator.tasks.values();
		return await flood(callbackUrl, STRANGERS);
	});
	check('every stranger is answered', [...forged].join() === '200');

	await timedStep('Killing n8n and starting it again', onStep, async () => {
		await stage.lab.server.kill('SIGKILL');
		await stage.lab.restart();
	});
	await timedStep('Waiting until all tasks have ended', onStep, async () => await untilEnded(stage, [...stage.simulator.tasks.keys()]));
	await timedStep(`Calling ${ALONE} back, one after the other`, onStep, async () => await callBackAlone(ALONE));
	await timedStep('Calling all others back at once, twice each', onStep, async () => await callBackRest(ALONE));
	await timedStep('Waiting until all have finished', onStep, untilFinished);

	const ended = await timedStep('Reading what n8n recorded', onStep, executions);
	for (const [how, some] of [['one after the other', ended.slice(0, ALONE)], ['at once', ended.slice(ALONE)]] as const) {
		const resumeMs = some.map(({ resumedAfterMs }) => resumedAfterMs).sort((a, b) => a - b);
		console.log(`from the callback to the end of the execution, ${how}: p50 ${percentile(resumeMs, 50)} ms, p95 ${percentile(resumeMs, 95)} ms`);
	}
	check(`${COUNT} executions finished`, ended.filter(({ status }) => status === 'success').length === COUNT);
	check('none went on twice', (await look()).count === COUNT && ended.every(({ timesAfter }) => timesAfter === 1));
	check('each has its own file', new Set(ended.map(({ fileName }) => fileName)).size === COUNT);
	const { charges } = stage.simulator.ledger;
	check('each is charged once', charges.length === COUNT && new Set(charges.map(({ body }) => JSON.stringify(body))).size === COUNT);
} catch (error) {
	console.error(error);
	check('the run came to its end', false);
} finally {
	await stage.close();
}
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed === 0 ? 0 : 1;
