import { seeded } from './batch.ts';
import { type Arena, contestants } from './contestants.ts';
import { loadEngine, waitOnce } from './engine.ts';
import { atMost, CONTESTANTS, type Figure, figure, rounded, type Section } from './report.ts';
import { mean } from './statistics.ts';
import { watchedTasks } from './watched.ts';

const LENGTHS_SECONDS = [10, 60, 600];
const FIXED_MS = 5_000;
const DRAWS = 200;
const TASKS = 5;

interface Wait {
	reads: number;
	lagMs: number;
}

/** Reads per finished task: the node's engine on a clock that jumps, and in the full run counted on a real n8n as well. */
export async function requests(arena: Arena): Promise<Section> {
	const engine = await loadEngine();
	const own = async (seconds: number) => await average(seconds, async (lengthMs, random) => await waitOnce(engine, lengthMs, random));
	const fixed = async (seconds: number) => await average(seconds, fixedLoop);
	const figures: Figure[] = [];
	const goals = [];
	const sixty = await fixed(60);
	for (const seconds of LENGTHS_SECONDS) {
		const [mine, loop] = [await own(seconds), await fixed(seconds)];
		for (const [contestant, { reads, lagPercent }] of [[CONTESTANTS.node, mine], ['fixed 5 s loop', loop]] as const) {
			figures.push(figure(`${seconds} s task, computed`, contestant, 'reads', [reads]));
			figures.push(figure(`${seconds} s task, lag`, contestant, '% of its length', [lagPercent]));
		}
		const isLong = seconds === LENGTHS_SECONDS.at(-1);
		goals.push(atMost(`${seconds} s task: reads, this node ÷ fixed 5 s loop`, mine.reads / loop.reads, isLong ? 0.6 : 1));
		if (isLong) goals.push(atMost(`${seconds} s task: lag in percent, against the fixed loop at 60 s`, mine.lagPercent, rounded(sixty.lagPercent)));
	}
	if (!arena.isQuick) figures.push(...(await Promise.all(LENGTHS_SECONDS.map(async (seconds) => await counted(arena, seconds)))).flat());
	return { name: 'requests', title: 'Reads per finished task', figures, goals };
}

/** A task may end anywhere between two reads, so its length is varied by one interval. */
async function average(seconds: number, wait: (lengthMs: number, random: () => number) => Promise<Wait> | Wait) {
	const random = seeded(seconds);
	const all: Array<{ reads: number; lagPercent: number }> = [];
	for (let draw = 0; draw < DRAWS; draw++) {
		const lengthMs = seconds * 1_000 + (random() - 0.5) * FIXED_MS;
		const { reads, lagMs } = await wait(lengthMs, random);
		all.push({ reads, lagPercent: (lagMs / lengthMs) * 100 });
	}
	return { reads: mean(all.map(({ reads }) => reads)), lagPercent: mean(all.map(({ lagPercent }) => lagPercent)) };
}

function fixedLoop(lengthMs: number): Wait {
	const reads = Math.ceil(lengthMs / FIXED_MS);
	return { reads, lagMs: reads * FIXED_MS - lengthMs };
}

async function counted(arena: Arena, seconds: number): Promise<Figure[]> {
	const names = Object.keys(contestants);
	await Promise.all(
		names.map(async (contestant) => {
			const batch = { name: `requests/${seconds}/${contestant}`, seconds: Array.from({ length: TASKS }, (_, number) => seconds + number), maxParallel: 0 };
			await contestants[contestant]?.(arena, batch);
		}),
	);
	return names.map((contestant) => {
		const tasks = watchedTasks(arena.bench.simulator, `requests/${seconds}/${contestant}`);
		return figure(`${seconds} s task, counted`, contestant, 'reads', tasks.map(({ reads }) => reads.length));
	});
}
