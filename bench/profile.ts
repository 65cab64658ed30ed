import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { figure, type Section } from './report.ts';
import { openBench, start } from './stage.ts';
import { nodeWorkflow } from './workflows.ts';

interface Frame {
	id: number;
	callFrame: { functionName: string; url: string };
	children?: number[];
}

interface Profile {
	nodes: Frame[];
	samples: number[];
	timeDeltas: number[];
	endTime: number;
	startTime: number;
}

/** Whose work a frame is; Node's own functions COUNT for whoever called them. */
const OWNERS: Array<[owner: string, pattern: RegExp]> = [
	['this package', /n8n-nodes-cometapi-runway/],
	['n8n: reading and decrypting the credential', /credentials-helper|typeorm|sqlite|encryption|cipher/],
	['n8n: HTTP helper (axios, proxies, agents)', /axios|backend-network|request-helpers|follow-redirects|proxy-from-env/],
	['other parts of n8n', /node_modules/],
];
const RUNTIME: Array<[owner: string, pattern: RegExp]> = [
	['Node: connections', /node:(net|_http|_tls|tls|dns|internal\/(stream_base|dns|net|http))/],
	['Node: garbage collection, timers and the rest', /./],
];
const COUNT = 500;
const WINDOW_MS = 30_000;
const SETTLE_MS = 2_000;

/** Where the CPU time of a wait goes: the main thread of n8n, by owner. */
export async function profile(): Promise<Section> {
	const folder = mkdtempSync(join(tmpdir(), 'runway-profile-'));
	try {
		const bench = await openBench({ NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` });
		const batch = { name: 'profile', seconds: Array.from({ length: COUNT }, () => 3_600), maxParallel: 0 };
		const id = await start(bench, nodeWorkflow(bench.access, batch));
		while (bench.simulator.tasks.size < COUNT) await delay(100);
		await delay(WINDOW_MS + SETTLE_MS);
		// An n8n that has to be killed, because an execution holds it up, writes no profile.
		await bench.lab.client.stopExecution(id);
		await bench.close();
		const byOwner = [...ownersOf(largest(folder))].sort(([, a], [, b]) => b - a);
		const perTask = (milliseconds: number) => (milliseconds / COUNT) * (60_000 / WINDOW_MS);
		return {
			name: 'profile',
			title: `Where the CPU time of ${COUNT} waiting tasks goes`,
			figures: byOwner.map(([owner, milliseconds]) => figure('CPU of waiting', owner, 'ms per task and minute', [perTask(milliseconds)])),
			goals: [],
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** n8n writes one profile for each of its threads; the main one is by far the largest. */
function largest(folder: string): Profile {
	const files = readdirSync(folder).map((name) => join(folder, name));
	const [path = ''] = files.sort((a, b) => statSync(b).size - statSync(a).size);
	return JSON.parse(readFileSync(path, 'utf8')) as Profile;
}

function ownersOf({ nodes, samples, timeDeltas, startTime, endTime }: Profile): Map<string, number> {
	const frames = new Map(nodes.map((frame) => [frame.id, frame]));
	const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
	const owner = (id: number): string | undefined => {
		const frame = frames.get(id);
		if (!frame || frame.callFrame.functionName === '(idle)') return undefined;
		const chain: string[] = [];
		for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) chain.push(frames.get(at)?.callFrame.url ?? '');
		const own = chain.map((url) => OWNERS.find(([, pattern]) => pattern.test(url))?.[0]).find((found) => found !== undefined);
		return own ?? RUNTIME.find(([, pattern]) => pattern.test(chain.join(' ')))?.[0];
	};
	const known = new Map(nodes.map(({ id }) => [id, owner(id)]));
	const sums = new Map<string, number>();
	let at = startTime;
	for (const [index, sample] of samples.entries()) {
		const delta = timeDeltas[index] ?? 0;
		at += delta;
		const name = known.get(sample);
		if (name && at > endTime - WINDOW_MS * 1_000) sums.set(name, (sums.get(name) ?? 0) + delta / 1_000);
	}
	return sums;
}
