import './useBuilt.ts';
import { type Case, deviations } from './cases.ts';
import { type Row, tableOf, writeTables } from './report.ts';

// The harness is loaded only now, when its imports lead to the published file.
const { openStage } = await import('./stage.ts');
const { judge } = await import('./verdict.ts');
const { groups } = await import('./groups.ts');

const only = process.argv[2]?.toLowerCase();
const stage = await openStage();
const tables = new Map<string, Row[]>();
let passed = 0;
let failed = 0;

for (const { section, cases } of groups) {
	const rows: Row[] = [];
	for (const each of cases.filter(({ title }) => !only || `${section} ${title}`.toLowerCase().includes(only))) rows.push(await runCase(each));
	tables.set(section, rows);
}
await stage.simulator.close();

for (const [section, rows] of tables) if (rows.length > 0) console.log(`\n${section}\n\n${tableOf(rows)}`);
if (failed === 0 && !only) writeTables(tables);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function runCase({ title, run }: Case): Promise<Row> {
	const startedAtMs = performance.now();
	stage.clear();
	let problems: string[];
	let row: Row = { title };
	try {
		const expected = await run(stage);
		const verdict = { ...(await judge(stage)), ...('injected' in expected && { injected: expected.injected }) };
		row = { title, verdict };
		problems = deviations(expected, verdict);
		if (verdict.injected === 0) problems.push('no fault was injected');
	} catch (error) {
		problems = [error instanceof Error ? `${error.stack}` : String(error)];
	}
	if (problems.length === 0) passed++;
	else failed++;
	const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
	console.log(`${problems.length === 0 ? '✓' : '✗'} ${title} (${seconds} s)${problems.map((problem) => `\n    ${problem}`).join('')}`);
	return row;
}
