import { setTimeout as delay } from 'node:timers/promises';
import { type Batch, mixedSeconds } from './batch.ts';
import { type Arena, contestants } from './contestants.ts';
import { atMost, CONTESTANTS, type Figure, figure, ratiosToFloor, type Section } from './report.ts';
import { mean, median } from './statistics.ts';
import { shortestGapSeconds, watchedTasks } from './watched.ts';

interface Scenario {
	what: string;
	count: number;
	maxParallel: number;
	repetitions: number;
	/** Between the starts of two contestants; waiting is idle, so all of them overlap. */
	staggerMs: number;
}

const FULL: Scenario[] = [
	{ what: '100 tasks, 20 at once', count: 100, maxParallel: 20, repetitions: 3, staggerMs: 5_000 },
	{ what: '20 tasks, 5 at once', count: 20, maxParallel: 5, repetitions: 5, staggerMs: 2_000 },
	{ what: '20 tasks', count: 20, maxParallel: 0, repetitions: 5, staggerMs: 3_000 },
	{ what: '100 tasks', count: 100, maxParallel: 0, repetitions: 5, staggerMs: 8_000 },
];
const QUICK: Scenario[] = [
	{ what: '8 tasks, 4 at once', count: 8, maxParallel: 4, repetitions: 1, staggerMs: 200 },
	{ what: '8 tasks', count: 8, maxParallel: 0, repetitions: 1, staggerMs: 200 },
];
const LENGTHS = { full: { shortest: 10, longest: 90 }, quick: { shortest: 3, longest: 12 } };

export async function makespan(arena: Arena, sequential: Promise<Figure>): Promise<Section> {
	const scenarios = arena.isQuick ? QUICK : FULL;
	const running = [sequential];
	for (const scenario of scenarios) {
		for (let repetition = 0; repetition < scenario.repetitions; repetition++) {
			for (const contestant of rotated(Object.keys(contestants), repetition)) {
				running.push(compete(arena, scenario, contestant, repetition));
				await delay(scenario.staggerMs);
			}
		}
	}
	const figures = grouped(await Promise.all(running));
	const limits = arena.isQuick ? { ratio: 1.8, lag: 2 } : { ratio: 1.05, lag: 1.25 };
	const ratios = ratiosToFloor(figures).filter(({ contestant }) => contestant === CONTESTANTS.node);
	const tasks = Object.values(CONTESTANTS).map((contestant) => ({ contestant, seen: watchedTasks(arena.bench.simulator, contestant) }));
	const own = watchedTasks(arena.bench.simulator, CONTESTANTS.node);
	const meanLag = (seen: typeof own) => mean(seen.map(({ lagSeconds }) => lagSeconds));
	return {
		name: 'makespan',
		title: 'Makespan of a batch',
		figures: [...figures, ...tasks.map(({ contestant, seen }) => lagFigure(contestant, seen))],
		goals: [
			...ratios.map(({ what, values }) => atMost(`${what}: this node ÷ floor`, median(values), limits.ratio)),
			atMost('polling: mean lag, this node ÷ floor', meanLag(own) / meanLag(watchedTasks(arena.bench.simulator, CONTESTANTS.floor)), limits.lag),
			// Two hundredths for a request that takes longer to arrive than the one after it.
			atMost('polling: reads of a task per 5 s, at the closest', 5 / shortestGapSeconds(own), 1.02),
		],
	};
}

const lagFigure = (contestant: string, seen: ReturnType<typeof watchedTasks>) =>
	figure('lag of a task, polling', contestant, 's', seen.map(({ lagSeconds }) => lagSeconds));

const rotated = <T>(list: T[], by: number): T[] => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];

function batchOf({ isQuick }: Arena, { count, maxParallel }: Pick<Scenario, 'count' | 'maxParallel'>, name: string, repetition: number): Batch {
	const seconds = mixedSeconds(count, isQuick ? LENGTHS.quick : LENGTHS.full, repetition + count);
	return { name, seconds, maxParallel };
}

async function compete(arena: Arena, scenario: Scenario, contestant: string, repetition: number): Promise<Figure> {
	const batch = batchOf(arena, scenario, `${contestant}/${scenario.what}/${repetition}`, repetition);
	const makespanMs = (await contestants[contestant]?.(arena, batch)) ?? NaN;
	return figure(scenario.what, contestant, 's', [makespanMs / 1_000]);
}

/** The same node with a single task at a time, as nodes do that wait item by item. */
export async function oneAfterTheOther(arena: Arena): Promise<Figure> {
	const count = arena.isQuick ? 3 : 20;
	const batch = batchOf(arena, { count, maxParallel: 1 }, `${CONTESTANTS.sequential}/${count}`, 0);
	const makespanMs = (await contestants[CONTESTANTS.node]?.(arena, batch)) ?? NaN;
	return figure(`${count} tasks`, CONTESTANTS.sequential, 's', [makespanMs / 1_000]);
}

/** One figure for all repetitions of the same thing. */
function grouped(figures: Figure[]): Figure[] {
	const groups = new Map<string, Figure>();
	for (const each of figures) {
		const key = `${each.what}/${each.contestant}`;
		const group = groups.get(key);
		if (group) group.values.push(...each.values);
		else groups.set(key, { ...each, values: [...each.values] });
	}
	return [...groups.values()].sort((a, b) => a.what.localeCompare(b.what, 'en', { numeric: true }));
}
