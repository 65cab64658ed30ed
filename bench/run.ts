import { parseArgs } from 'node:util';
import { buildAndPack } from '../playground/lab/build.ts';
import { installN8n } from '../playground/lab/install.ts';
import { stepPrinter, timedStep } from '../playground/lab/steps.ts';
import { connections } from './connections.ts';
import type { Arena } from './contestants.ts';
import { cpu } from './cpu.ts';
import { openFloor } from './floorProcess.ts';
import { makespan } from './makespan.ts';
import { memory } from './memory.ts';
import { perItem } from './perItem.ts';
import { printSection, type Section } from './report.ts';
import { requests } from './requests.ts';
import { API_KEY, openBench } from './stage.ts';
import { suspension } from './suspension.ts';
import { weight } from './weight.ts';
import { publish } from './publish.ts';

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

async function openArena(): Promise<Arena & { close: () => Promise<void> }> {
	const bench = await openBench();
	bench.simulator.setScenario({ missing: 0 });
	const floor = openFloor({ url: bench.simulator.url, key: API_KEY });
	const close = async () => {
		floor.close();
		await bench.close();
	};
	return { bench, floor, isQuick, close };
}

const sections: Section[] = [];
async function measure(name: string, work: () => Promise<Section>): Promise<void> {
	if (!isWanted(name)) return;
	sections.push(await timedStep(`Measuring ${name}`, onStep, work));
}

// What takes CPU or memory has the machine to itself; what waits for minutes shares it afterwards.
await measure('weight', async () => await weight(tarball, isQuick));
await measure('connections', async () => await connections(isQuick));
const quiet = await timedStep('Starting n8n', onStep, openArena);
const patient = isQuick ? quiet : await timedStep('Starting a second n8n for what takes minutes', onStep, openArena);
try {
	await measure('memory', async () => await memory(quiet));
	await measure('perItem', async () => await perItem(quiet));
	await Promise.all([
		measure('makespan', async () => await makespan(patient)),
		measure('requests', async () => await requests(patient)),
		measure('suspension', async () => await suspension(quiet)).then(async () => {
			if (!isQuick) await measure('cpu', async () => await cpu(quiet));
		}),
	]);
	if (isQuick) await measure('cpu', async () => await cpu(quiet));
} finally {
	for (const arena of new Set([quiet, patient])) await arena.close();
}

sections.forEach(printSection);
const minutes = (Date.now() - startedAtMs) / 60_000;
console.log(`\nThis run took ${minutes.toFixed(1)} minutes.`);
if (!isQuick && values.only === undefined) publish(sections, minutes);
const goals = sections.flatMap((section) => section.goals);
const failed = goals.filter(({ isMet }) => !isMet).length;
console.log(`${goals.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
