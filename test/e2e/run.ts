import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAndPack } from '../../playground/lab/build.ts';
import { installN8n } from '../../playground/lab/install.ts';
import { isLine, LINES, PROJECT_FOLDER, STATE_FOLDER } from '../../playground/lab/lines.ts';
import { stepPrinter, timedStep } from '../../playground/lab/steps.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		line: { type: 'string', multiple: true, default: [...LINES] },
		tarball: { type: 'string' },
		name: { type: 'string', short: 't' },
	},
});

const lines = values.line.filter(isLine);
if (lines.length !== values.line.length) throw new Error(`--line is one of ${LINES.join(', ')}`);

const onStep = stepPrinter();
for (const line of lines) await installN8n(line, { onStep });
const tarball = values.tarball ?? (await timedStep('Building and packing the package', onStep, buildAndPack));
process.exitCode = await runSuites(tarball);

interface Totals {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numRuntimeErrorTestSuites: number;
}

async function runSuites(packed: string): Promise<number> {
	const report = join(STATE_FOLDER, 'e2e-report.json');
	rmSync(report, { force: true });
	const jest = spawn(
		process.execPath,
		[
			'node_modules/jest/bin/jest.js',
			'--config=test/e2e/jest.config.js',
			'--json',
			`--outputFile=${report}`,
			...(values.name ? [`--testNamePattern=${values.name}`] : []),
			...positionals,
		],
		{
			cwd: PROJECT_FOLDER,
			// Jest prints its JSON to stdout even when it writes it to a file.
			stdio: ['inherit', 'ignore', 'inherit'],
			env: { ...process.env, E2E_LINES: lines.join(), E2E_TARBALL: packed },
		},
	);
	process.once('SIGTERM', () => jest.kill());
	const [status] = await once(jest, 'close');
	const totals = JSON.parse(readFileSync(report, 'utf8')) as Totals;
	const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites;
	// A name pattern skips what nobody asked for; only what could not run is worth a word.
	const skipped = values.name ? 0 : totals.numPendingTests;
	console.log(`${totals.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
	return status === 0 ? 0 : 1;
}
