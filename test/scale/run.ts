import { buildAndPack } from '../../playground/lab/build.ts';
import { installN8n } from '../../playground/lab/install.ts';
import { stepPrinter, timedStep } from '../../playground/lab/steps.ts';
import { openStage } from '../e2e/stage.ts';
import { alone } from './alone.ts';
import { calledBack } from './calledBack.ts';
import { tally } from './figures.ts';
import { MEASURED } from './heap.ts';

/** Hundreds of executions suspended at once in one n8n. */
const COUNT = Number(process.argv[2] ?? 500);

const onStep = stepPrinter();
await installN8n('2.x', { onStep });
process.env['E2E_TARBALL'] = await timedStep('Building and packing the package', onStep, buildAndPack);
const run = tally();

for (const part of [alone, calledBack]) {
	// Far fewer slots than executions, so that one that held its slot while suspended would stop the others.
	const stage = await openStage('2.x', { N8N_CONCURRENCY_PRODUCTION_LIMIT: '50', ...MEASURED });
	try {
		await part(stage, COUNT, run);
	} catch (error) {
		console.error(error);
		run.check('the run came to its end', false);
	} finally {
		await stage.close();
	}
}
const { passed, failed } = run.results;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
