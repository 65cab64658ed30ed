import { median } from './statistics.ts';

export const CONTESTANTS = {
	floor: 'floor',
	node: 'this node',
	handBuilt: 'hand-built',
	sequential: 'one after the other',
} as const;

const MOST_REPETITIONS = 10;

/** One measured thing, for one contestant. */
export interface Figure {
	what: string;
	contestant: string;
	unit: string;
	values: number[];
}

export interface Goal {
	what: string;
	value: number;
	limit: number;
	isMet: boolean;
	/** Missed for a reason that docs/performance.md tells with a measurement. */
	isExplained?: boolean;
}

export interface Section {
	name: string;
	title: string;
	figures: Figure[];
	goals: Goal[];
	/** What the reader has to know to take the figures for what they are. */
	remarks?: string[];
}

export const figure = (what: string, contestant: string, unit: string, values: number[]): Figure => ({ what, contestant, unit, values });

export const atMost = (what: string, value: number, limit: number): Goal => ({ what, value: rounded(value), limit, isMet: value <= limit });

export const explained = (goal: Goal): Goal => ({ ...goal, isExplained: true });

/** How many times the floor each contestant needs, repetition by repetition, so that what both suffered cancels out. */
export function ratiosToFloor(figures: Figure[]): Figure[] {
	return figures.flatMap(({ what, contestant, values }) => {
		const floor = figures.find((other) => other.what === what && other.contestant === CONTESTANTS.floor);
		if (!floor || contestant === CONTESTANTS.floor) return [];
		// Tasks are no repetitions: the one of a contestant has nothing to do with the same one of the floor.
		const isOfTasks = values.length > MOST_REPETITIONS;
		const ratios = isOfTasks ? [median(values) / median(floor.values)] : values.map((value, repetition) => value / (floor.values[repetition] ?? median(floor.values)));
		return figure(what, contestant, '× floor', ratios);
	});
}

export const rounded = (value: number): number => Number(value.toPrecision(3));

export function printSection({ title, figures, goals, remarks = [] }: Section): void {
	console.log(`\n${title}`);
	const ratios = ratiosToFloor(figures);
	const rows = figures.map(({ what, contestant, unit, values }) => {
		const ratio = ratios.find((other) => other.what === what && other.contestant === contestant);
		return [what, contestant, `${spread(values)} ${unit}`, ratio ? `${rounded(median(ratio.values))} × floor` : ''];
	});
	const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	for (const row of rows) console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
	for (const remark of remarks) console.log(`  ${remark}`);
	for (const { what, value, limit, isMet, isExplained } of goals) console.log(`  ${isMet ? '✓' : isExplained ? '–' : '✗'} ${what}: ${value}, at most ${limit}`);
}

/** The median, and the lowest and the highest value where there are several. */
export function spread(values: number[]): string {
	const shown = String(rounded(median(values)));
	return values.length < 2 ? shown : `${shown} (${rounded(Math.min(...values))}–${rounded(Math.max(...values))}, n=${values.length})`;
}
