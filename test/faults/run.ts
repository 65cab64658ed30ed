import { parseArgs } from 'node:util';
import { build } from '../../playground/lab/build.ts';
import './useBuilt.ts';
import { type Case, deviations } from './cases.ts';
import { type Row, tableOf, writeTables } from './report.ts';

const DEFAULT_SEED = 20261121;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const only = positionals.join(' ').toLowerCase();
const seed = Number(values.seed ?? DEFAULT_SEED);

await build();

// Loaded only now that the published file is there.
const { openStage } = await import('./stage.ts');
const { judge } = await import('./verdict.ts');
const { groups } = await import('./groups.ts');
const { fuzzAll, fuzzTable } = await import('./fuzz.ts');

const tables = new Map<string, string>();
const count = { passed: 0, failed: 0 };
const stage = await openStage();

for (const { section, cases } of groups) {
	const rows: Row[] = [];
	for (const each of cases.filter(({ title }) => `${section} ${title}`.toLowerCase().includes(only))) rows.push(await runCase(each));
	if (rows.length > 0) tables.set(section, tableOf(rows));
}
if ('mutations'.includes(only)) tables.set('mutations', runFuzz());
await stage.simulator.close();

for (const [section, table] of tables) console.log(`\n${section}\n\n${table}`);
if (count.failed === 0 && only === '' && seed === DEFAULT_SEED) writeTables(tables);
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed === 0 ? 0 : 1);

async function runCase({ title, run }: Case): Promise<Row> {
	const startedAtMs = performance.now();
	stage.clear();
	try {
		const expected = await run(stage);
		const verdict = { ...(await judge(stage)), ...(expected.injected !== undefined && { injected: expected.injected }) };
		report(title, deviations(expected, verdict), startedAtMs);
		return { title, verdict };
	} catch (error) {
		report(title, [error instanceof Error ? `${error.stack}` : String(error)], startedAtMs);
		return { title };
	}
}

function runFuzz(): string {
	const startedAtMs = performance.now();
	const rows = fuzzAll(seed);
	for (const { format, payloads, violations } of rows) report(`${payloads} mutated answers read as ${format}`, violations, startedAtMs);
	return fuzzTable(rows);
}

function report(title: string, problems: string[], startedAtMs: number): void {
	count[problems.length === 0 ? 'passed' : 'failed']++;
	const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
	console.log([`${problems.length === 0 ? '✓' : '✗'} ${title} (${seconds} s)`, ...problems.map((problem) => `    ${problem}`)].join('\n'));
}
