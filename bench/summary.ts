import { CONTESTANTS, type Figure, spread } from './report.ts';

/** What a user weighs, in the words of the README. */
const ROWS = [
	['20 tasks, makespan', '20 tasks'],
	['100 tasks, makespan', '100 tasks'],
	['100 tasks, 20 at once, makespan', '100 tasks, 20 at once'],
	['Lag from “finished” to the read that sees it', 'lag of a task, polling'],
	['Reads for a task of 10 minutes', '600 s task, counted'],
	['CPU per waiting task and minute', '500 tasks waiting'],
	['Memory growth for a file of 1 GB', 'growth for a file of 1024 MB'],
	['Cost per item, 1,000 items', '1000 items'],
] as const;

export function summary(figures: Figure[]): string {
	const who = [CONTESTANTS.node, CONTESTANTS.handBuilt, CONTESTANTS.sequential, CONTESTANTS.floor];
	const cell = (what: string, contestant: string) => {
		const found = figures.find((each) => each.what === what && each.contestant === contestant);
		return found ? `${spread(found.values).replace(/, n=\d+/, '')} ${found.unit.replace(' per task and minute', '').replace(' per item', '')}` : '–';
	};
	const rows = ROWS.map(([label, what]) => `| ${[label, ...who.map((contestant) => cell(what, contestant))].join(' | ')} |`);
	const suspended = figures.filter(({ contestant }) => contestant.endsWith('suspended'));
	const slots = suspended.find(({ unit }) => unit === 'slots');
	const lag = suspended.find(({ unit }) => unit === 's');
	return [
		`| | ${who.join(' | ')} |`,
		'|---|--:|--:|--:|--:|',
		...rows,
		'',
		...(slots && lag ? [`Suspended: ${spread(slots.values)} execution slots held, and ${spread(lag.values)} s from the end of the task to the next node.`] : []),
	].join('\n');
}
