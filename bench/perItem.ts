import { manualTrigger, runway, workflow, type WorkflowJson } from '../playground/lab/workflow.ts';
import type { Batch } from './batch.ts';
import type { Arena } from './contestants.ts';
import { atMost, CONTESTANTS, type Figure, figure, type Section } from './report.ts';
import { finish, spanMs, start } from './stage.ts';
import { median } from './statistics.ts';
import { handBuilt, imageToVideo, inRow, prompts, type Access } from './workflows.ts';

const SIZES = { full: [250, 1_000], quick: [40, 120] };

/** Tasks that are finished at once: what is left is the work of submitting, reading and storing. */
export async function perItem(arena: Arena): Promise<Section> {
	const { isQuick } = arena;
	const sizes = isQuick ? SIZES.quick : SIZES.full;
	const figures: Figure[] = [];
	for (const size of sizes) {
		const perItemMs: Record<string, number[]> = {};
		for (let repetition = 0; repetition < (isQuick ? 1 : 3); repetition++) {
			const batch: Batch = { name: `items/${size}/${repetition}`, seconds: Array.from({ length: size }, () => 0), maxParallel: 20 };
			for (const [contestant, run] of Object.entries(runs)) (perItemMs[contestant] ??= []).push((await run(arena, batch)) / size);
		}
		for (const [contestant, values] of Object.entries(perItemMs)) figures.push(figure(`${size} items`, contestant, 'ms per item', values));
	}
	const own = figures.filter(({ contestant }) => contestant === CONTESTANTS.node).map(({ values }) => median(values));
	return {
		name: 'perItem',
		title: 'Cost per item: submit, read, fetch the file',
		figures,
		goals: [atMost(`per item: ${sizes.at(-1)} items ÷ ${sizes[0]} items`, (own.at(-1) ?? NaN) / (own[0] ?? NaN), isQuick ? 2.5 : 1.2)],
	};
}

const runs: Record<string, (arena: Arena, batch: Batch) => Promise<number>> = {
	[CONTESTANTS.floor]: async ({ floor }, batch) => (await floor.run(batch, 0)).makespanMs,
	[CONTESTANTS.node]: async (arena, batch) => await timed(arena, submitAndFetch(arena.bench.access, batch), ['Submit', 'Fetch']),
	[CONTESTANTS.handBuilt]: async (arena, batch) => await timed(arena, coreNodes(arena.bench.access, batch), ['Submit', 'Status', 'Download']),
};

async function timed({ bench }: Arena, json: WorkflowJson, nodes: string[]): Promise<number> {
	const execution = await finish(bench, await start(bench, json));
	return nodes.map((name) => spanMs(execution, name)).reduce((sum, each) => sum + each);
}

/** In two nodes, so that no pause before the first read stands between the measured parts. */
const submitAndFetch = ({ credentials }: Access, batch: Batch) =>
	workflow(batch.name, [
		manualTrigger(),
		prompts(batch),
		runway('Submit', { ...imageToVideo(batch), completion: 'none' }, { credentials }),
		runway('Fetch', { resource: 'task', operation: 'wait', format: 'official', taskId: '={{ $json.taskId }}', options: {} }, { credentials }),
	]);

function coreNodes(access: Access, batch: Batch): WorkflowJson {
	const nodes = handBuilt(access, {}).filter(({ name }) => ['Submit', 'Status', 'Download'].includes(name));
	return workflow(batch.name, [manualTrigger(), prompts(batch), ...nodes], inRow('Start', 'Prompts', 'Submit', 'Status', 'Download'));
}
