import { parseArgs } from 'node:util';
import { buildAndPack } from '../../playground/lab/build.ts';
import { installN8n } from '../../playground/lab/install.ts';
import { isLine, type Line, LINES } from '../../playground/lab/lines.ts';
import { stepPrinter, timedStep } from '../../playground/lab/steps.ts';
import { startSimulator } from '../../playground/simulator/index.ts';
import { closeOnSignal, type Closing, openClosing } from './closing.ts';
import { startCluster } from './cluster.ts';
import { findPrograms, type Programs } from './programs.ts';
import { type Row, tableOf, writeTable } from './report.ts';
import { scenarios } from './scenarios.ts';
import { type Services, startServices } from './services.ts';
import { openStage } from './stage.ts';

const { values } = parseArgs({
	options: { line: { type: 'string', multiple: true, default: [...LINES] }, tarball: { type: 'string' } },
});
const lines = values.line.filter(isLine);
if (lines.length !== values.line.length) throw new Error(`--line is one of ${LINES.join(', ')}`);

const onStep = stepPrinter();
const planned = lines.flatMap((line) => scenarios.filter((scenario) => scenario.lines.includes(line)));
const programs = findPrograms();
if (typeof programs === 'string') {
	console.log(`Queue mode was not tested: ${programs}`);
	console.log(`0 passed, 0 failed, ${planned.length} skipped`);
} else {
	const rows = await testAll(programs);
	const failed = planned.length - rows.filter(({ outcome }) => outcome).length;
	console.log(tableOf(rows));
	if (failed === 0 && lines.length === LINES.length) writeTable(tableOf(rows));
	console.log(`${planned.length - failed} passed, ${failed} failed`);
	process.exitCode = failed === 0 ? 0 : 1;
}

async function testAll(found: Programs): Promise<Row[]> {
	const closing = openClosing();
	closeOnSignal(closing);
	const rows: Row[] = [];
	try {
		for (const line of lines) await installN8n(line, { onStep });
		const tarball = values.tarball ?? (await timedStep('Building and packing the package', onStep, buildAndPack));
		const services = await timedStep('Starting Redis and PostgreSQL', onStep, async () => await startServices(found, closing));
		for (const line of lines) rows.push(...(await testLine(line, services, tarball, closing)));
	} catch (error) {
		console.error(error);
	} finally {
		await closing.now();
	}
	return rows;
}

async function testLine(line: Line, services: Services, tarball: string, whole: Closing): Promise<Row[]> {
	const closing = openClosing();
	whole.later(closing.now);
	const rows: Row[] = [];
	try {
		const simulator = await startSimulator();
		closing.later(simulator.close);
		const cluster = await timedStep(`Starting n8n ${line} in queue mode`, onStep, async () => await startCluster(line, services, tarball, closing));
		const stage = await openStage(cluster, simulator);
		for (const scenario of scenarios.filter((each) => each.lines.includes(line))) {
			const row: Row = { line, scenario };
			rows.push(row);
			await timedStep(`${line}: ${scenario.title}`, onStep, async () => (row.outcome = await scenario.run(stage))).catch(console.error);
		}
	} catch (error) {
		console.error(error);
	} finally {
		await closing.now();
	}
	return rows;
}
