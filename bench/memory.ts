import { items, manualTrigger, runway, workflow, type WorkflowJson } from '../playground/lab/workflow.ts';
import { request } from 'undici';
import { API_VERSION, bodyOf, promptsOf } from './batch.ts';
import type { Arena } from './contestants.ts';
import { atMost, CONTESTANTS, figure, type Section } from './report.ts';
import { API_KEY, finish, start } from './stage.ts';
import { growthMegabytes } from './usage.ts';
import { download } from './workflows.ts';

const MEGABYTE = 1024 ** 2;
const GIGABYTE = 1024 * MEGABYTE;

/** How far the process grows while one large result goes to disk, once it has warmed up on a small one. */
export async function memory(arena: Arena): Promise<Section> {
	const { bench, floor, isQuick } = arena;
	const fileBytes = isQuick ? 256 * MEGABYTE : GIGABYTE;
	const what = `growth for a file of ${fileBytes / MEGABYTE} MB`;
	const small = await finishedTask(arena, MEGABYTE);
	const large = await finishedTask(arena, fileBytes);
	const { pid } = bench.lab.server;
	const inN8n = async (json: WorkflowJson) => {
		const { id } = await finish(bench, await start(bench, json));
		// Its file goes with it, so that the disk need not hold all of them.
		await bench.lab.client.rest.call('POST', '/executions/delete', { ids: [id] });
	};
	const node = async (task: Finished) => await inN8n(getWorkflow(bench.access.credentials, task));
	const core = async (task: Finished) => await inN8n(workflow('Core', [manualTrigger(), download(task.url)]));
	const bare = async (task: Finished) => await floor.saveFile(task.url);

	const grown: Record<string, number[]> = {};
	for (const each of [node, core, bare]) await each(small);
	for (let repetition = 0; repetition < (isQuick ? 1 : 3); repetition++) {
		const inTurn = [[CONTESTANTS.node, pid, node], [CONTESTANTS.handBuilt, pid, core]] as const;
		// What one has made the process grow by, the next one need not ask for: each goes first at times.
		const ordered = repetition % 2 === 0 ? inTurn : inTurn.toReversed();
		for (const [contestant, process, work] of [...ordered, [CONTESTANTS.floor, floor.pid, bare]] as const) {
			(grown[contestant] ??= []).push(await growthMegabytes(process, async () => await work(large)));
		}
	}
	const most = (contestant: string) => Math.max(...(grown[contestant] ?? []));
	return {
		name: 'memory',
		title: 'Memory for one large result, binary mode filesystem',
		figures: Object.entries(grown).map(([contestant, values]) => figure(what, contestant, 'MB', values)),
		goals: isQuick
			? [atMost('growth in MB, far below the size of the file', most(CONTESTANTS.node), 160)]
			: [atMost('most growth, this node ÷ floor', most(CONTESTANTS.node) / most(CONTESTANTS.floor), 1.3)],
		remarks: ['Here the hand-built contestant is one HTTP Request node with the response format “file”.'],
	};
}

interface Finished {
	id: string;
	url: string;
}

async function finishedTask({ bench: { simulator } }: Arena, fileBytes: number): Promise<Finished> {
	const headers = { authorization: `Bearer ${API_KEY}`, 'x-runway-version': API_VERSION, 'content-type': 'application/json' };
	const [prompt = ''] = promptsOf({ name: 'memory', seconds: [0], maxParallel: 0, fileBytes });
	const created = await request(`${simulator.url}/runwayml/v1/image_to_video`, { method: 'POST', headers, body: JSON.stringify(bodyOf(prompt)) });
	const { id } = (await created.body.json()) as { id: string };
	const read = await request(`${simulator.url}/runwayml/v1/tasks/${id}`, { headers });
	const { output } = (await read.body.json()) as { output: string[] };
	return { id, url: output[0] ?? '' };
}

const getWorkflow = (credentials: Arena['bench']['credentials'], { id }: Finished) =>
	workflow('Get', [
		manualTrigger(),
		items('Task', [{ id }]),
		runway('Runway', { resource: 'task', operation: 'get', format: 'official', taskId: id, options: { maxDownloadMegabytes: 2_048 } }, { credentials }),
	]);
