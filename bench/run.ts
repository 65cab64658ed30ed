import { parseArgs } from 'node:util';
import { buildAndPack } from '../playground/lab/build.ts';
import { installN8n } from '../playground/lab/install.ts';
import { stepPrinter, timedStep } from '../playground/lab/steps.ts';
import { connections } from './connections.ts';
import type { Arena } from './contestants.ts';
import { cpu } from './cpu.ts';
import { openFloor } from './floorProcess.ts';
import { makespan, oneAfterTheOther } from './makespan.ts';
import { memory } from './memory.ts';
import { perItem } from './perItem.ts';
import { profile } from './profile.ts';
import { publish } from './publish.ts';
import { printSection, type Section } from './report.ts';
import { requests } from './requests.ts';
import { API_KEY, openBench } from './stage.ts';
import { suspension } from './suspension.ts';
import { weight } from './weight.ts';

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		only: { type: 'string', multiple: true },
	},
});
const isQuick = values.quick;
const isWanted = (name: string) => values.only === undefined || values.only.includes(name);

const onStep = stepPrinter();
await installN8n('2.x', { onStep });
const startedAtMs = Date.now();
const tarball = await timedStep('Building and packing the package', onStep, buildAndPack);
process.env['E2E_TARBALL'] = tarball;

type Opened = Arena & { close: () => Promise<void> };

async function openArena(): Promise<Opened> {
	const bench = await openBench();
	bench.simulator.setScenario({ missing: 0 });
	const floor = openFloor({ url: bench.simulator.url, key: API_KEY });
	const close = async () => {
		floor.close();
		await bench.close();
	};
	return { bench, floor, isQuick, close };
}

const opened = new Map<string, Promise<Opened>>();

/** An n8n for the sections that may share one, started when the first of them is measured. */
async function arena(kind: 'quiet' | 'patient'): Promise<Opened> {
	const name = isQuick ? 'quiet' : kind;
	const started = opened.get(name) ?? timedStep('Starting n8n', onStep, openArena);
	opened.set(name, started);
	return await started;
}

const sections: Section[] = [];
async function measure(name: string, work: () => Promise<Section>): Promise<void> {
	if (isWanted(name)) sections.push(await timedStep(`Measuring ${name}`, onStep, work));
}

async function measureAll(): Promise<void> {
	await measure('weight', async () => await weight(tarball, isQuick));
	await measure('connections', async () => await connections(isQuick));
	// What takes ten minutes and two requests a second runs all the time, in an n8n of its own.
	const background = isQuick || !isWanted('makespan') ? undefined : arena('patient').then(oneAfterTheOther);
	const counting = measure('requests', async () => await requests(await arena('patient')));
	await measure('memory', async () => await memory(await arena('quiet')));
	await measure('perItem', async () => await perItem(await arena('quiet')));
	if (!isQuick) await measure('profile', profile);
	const batches = measure('makespan', async () => {
		const patient = await arena('patient');
		return await makespan(patient, background ?? oneAfterTheOther(patient));
	});
	await measure('suspension', async () => await suspension(await arena('quiet')));
	if (isQuick) await batches;
	await measure('cpu', async () => await cpu(await arena('quiet')));
	await Promise.all([batches, counting]);
}

async function closeAll(): Promise<void> {
	for (const each of opened.values()) await each.then(async ({ close }) => await close());
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeAll().finally(() => process.exit(1)));
await measureAll().finally(closeAll);

sections.forEach(printSection);
const minutes = (Date.now() - startedAtMs) / 60_000;
console.log(`\nThis run took ${minutes.toFixed(1)} minutes.`);
if (!isQuick) publish(sections);
const goals = sections.flatMap((section) => section.goals);
const passed = goals.filter(({ isMet }) => isMet).length;
const failed = goals.filter(({ isMet, isExplained }) => !isMet && !isExplained).length;
const missed = goals.length - passed - failed;
if (missed > 0) console.log(`${missed} goals are missed for reasons that docs/performance.md explains.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
