import { CONTESTANTS, type Figure, rounded } from './report.ts';
import { median } from './statistics.ts';

const BATCHES = ['20 tasks', '20 tasks, 5 at once', '100 tasks', '100 tasks, 20 at once'];
const WHO = [CONTESTANTS.floor, CONTESTANTS.node, CONTESTANTS.handBuilt, CONTESTANTS.sequential];
const COLOURS: Record<string, string> = {
	[CONTESTANTS.floor]: '#8b949e',
	[CONTESTANTS.node]: '#2f81f7',
	[CONTESTANTS.handBuilt]: '#d29922',
	[CONTESTANTS.sequential]: '#db6d28',
};
const BAR = 16;
const GAP = 18;
const LEFT = 170;
const WIDTH = 760;
const SCALE = WIDTH - LEFT - 70;

/** Horizontal bars of the makespans; grey of a middle tone reads on white and on black. */
export function plot(figures: Figure[]): string {
	const groups = BATCHES.map((what) => WHO.flatMap((contestant) => figures.filter((each) => each.what === what && each.contestant === contestant)));
	const longest = Math.max(...groups.flat().flatMap(({ values }) => values));
	const parts: string[] = [];
	let y = 56;
	for (const [index, group] of groups.entries()) {
		parts.push(text(LEFT - 10, y + (group.length * BAR) / 2 + 4, BATCHES[index] ?? '', 'end'));
		for (const { contestant, values } of group) {
			parts.push(bar(y, contestant, values, longest));
			y += BAR;
		}
		y += GAP;
	}
	const height = y + 4;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Makespan of a batch in seconds">`,
		'<style>text{font:13px system-ui,sans-serif;fill:#6e7781}@media (prefers-color-scheme:dark){text{fill:#9198a1}}</style>',
		text(0, 16, 'Seconds until the last file of a batch is there (median, line: lowest to highest)', 'start'),
		...WHO.map((contestant, index) => legend(LEFT + index * 140, contestant)),
		...parts,
		'</svg>',
		'',
	].join('\n');
}

const text = (x: number, y: number, content: string, anchor: string) => `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`;

const legend = (x: number, contestant: string) =>
	`<rect x="${x}" y="28" width="12" height="12" rx="2" fill="${COLOURS[contestant]}"/>${text(x + 18, 39, contestant, 'start')}`;

function bar(y: number, contestant: string, values: number[], longest: number): string {
	const at = (value: number) => Math.round((value / longest) * SCALE);
	const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)];
	const line = LEFT + at(low) === LEFT + at(high) ? '' : `<path d="M${LEFT + at(low)} ${y + BAR / 2}H${LEFT + at(high)}" stroke="#6e7781" stroke-width="2"/>`;
	const label = text(LEFT + at(high) + 8, y + BAR / 2 + 4, String(rounded(middle)), 'start');
	return `<rect x="${LEFT}" y="${y + 1}" width="${at(middle)}" height="${BAR - 2}" rx="2" fill="${COLOURS[contestant]}"/>${line}${label}`;
}
