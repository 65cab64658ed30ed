import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { N8N_VERSIONS, PROJECT_FOLDER } from '../playground/lab/lines.ts';
import { plot } from './plot.ts';
import { CONTESTANTS, type Figure, ratiosToFloor, rounded, type Section, spread } from './report.ts';
import { median } from './statistics.ts';
import { summary } from './summary.ts';

const MARKERS = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;
const DOCUMENTS = ['README.md', 'docs/performance.md'];
const PLOT = 'docs/images/bench.svg';
const RESULTS = join(PROJECT_FOLDER, 'bench', 'results.json');

interface Published extends Section {
	measured: ReturnType<typeof machine>;
}

/** Keeps the figures in results.json, the plot and the documents; a section that was not measured this time keeps its last ones. */
export function publish(sections: Section[]): void {
	const now = sections.map((section) => ({ ...section, figures: section.figures.map(shortened), measured: machine() }));
	const kept = before().filter(({ name }) => !now.some((section) => section.name === name));
	const all: Published[] = [...kept, ...now];
	const figures = all.flatMap((section) => section.figures);
	const results = {
		ratiosToFloor: ratiosToFloor(figures).map(shortened),
		sections: all,
	};
	writeFileSync(RESULTS, `${JSON.stringify(results, undefined, '\t')}\n`);
	mkdirSync(join(PROJECT_FOLDER, 'docs', 'images'), { recursive: true });
	writeFileSync(join(PROJECT_FOLDER, PLOT), plot(figures));
	for (const document of DOCUMENTS) fillIn(join(PROJECT_FOLDER, document), `${summary(figures)}\n`);
	for (const section of all) fillIn(join(PROJECT_FOLDER, 'docs/performance.md'), `${table(section)}\n`, section.name);
}

const shortened = (each: Figure) => ({ ...each, median: rounded(median(each.values)), values: each.values.map(rounded) });

function before(): Published[] {
	if (!existsSync(RESULTS)) return [];
	return (JSON.parse(readFileSync(RESULTS, 'utf8')) as { sections: Published[] }).sections;
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
