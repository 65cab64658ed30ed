import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { N8N_VERSIONS, PROJECT_FOLDER } from '../playground/lab/lines.ts';
import { plot } from './plot.ts';
import { CONTESTANTS, ratiosToFloor, rounded, type Section, spread } from './report.ts';
import { median } from './statistics.ts';
import { summary } from './summary.ts';

const MARKERS = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;
const DOCUMENTS = ['README.md', 'docs/performance.md'];
const PLOT = 'docs/images/bench.svg';

/** Keeps the figures of a full run: results.json, the plot, and the small table in the documents that have a place for it. */
export function publish(sections: Section[], minutes: number): void {
	const figures = sections.flatMap((section) => section.figures);
	const results = {
		ratiosToFloor: ratiosToFloor(figures).map(({ what, contestant, values }) => ({ what, contestant, median: rounded(median(values)), values: values.map(rounded) })),
		goals: sections.flatMap(({ name, goals }) => goals.map((goal) => ({ section: name, ...goal }))),
		machine: machine(),
		minutes: rounded(minutes),
		sections: sections.map(({ name, title, figures: own, remarks }) => ({
			name,
			title,
			remarks,
			figures: own.map((each) => ({ ...each, median: rounded(median(each.values)), values: each.values.map(rounded) })),
		})),
	};
	writeFileSync(join(PROJECT_FOLDER, 'bench', 'results.json'), `${JSON.stringify(results, undefined, '\t')}\n`);
	mkdirSync(join(PROJECT_FOLDER, 'docs', 'images'), { recursive: true });
	writeFileSync(join(PROJECT_FOLDER, PLOT), plot(figures));
	for (const document of DOCUMENTS) fillIn(join(PROJECT_FOLDER, document), `${summary(figures)}\n`);
	for (const section of sections) fillIn(join(PROJECT_FOLDER, 'docs/performance.md'), `${table(section)}\n`, section.name);
}

function fillIn(path: string, text: string, name?: string): void {
	if (!existsSync(path)) return;
	const markers = name ? new RegExp(MARKERS.source.replaceAll('bench:', `bench:${name}:`)) : MARKERS;
	writeFileSync(path, readFileSync(path, 'utf8').replace(markers, (_, start: string, end: string) => `${start}${text}${end}`));
}

export function table({ figures, goals }: Section): string {
	const ratios = ratiosToFloor(figures);
	const rows = figures.map(({ what, contestant, unit, values }) => {
		const ratio = ratios.find((each) => each.what === what && each.contestant === contestant);
		return `| ${what} | ${contestant} | ${spread(values)} ${unit} | ${ratio ? spread(ratio.values) : contestant === CONTESTANTS.floor ? '1' : ''} |`;
	});
	const outcome = goals.map(({ what, value, limit, isMet }) => `- ${isMet ? 'met' : '**missed**, see below'}: ${what} is ${value}, at most ${limit} wanted`);
	return ['| What | Who | Median (lowest–highest) | × floor |', '|---|---|--:|--:|', ...rows, '', ...outcome].join('\n');
}

const machine = () => ({
	date: new Date().toISOString().slice(0, 10),
	processor: cpus()[0]?.model ?? 'unknown',
	cores: cpus().length,
	memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
	system: `${process.platform} ${process.arch}`,
	node: process.version,
	n8n: N8N_VERSIONS['2.x'],
	commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: PROJECT_FOLDER, encoding: 'utf8' }).trim(),
});
