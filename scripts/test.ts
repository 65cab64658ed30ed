import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Outcome {
	exitCode: number;
	stdout: string;
	stderr: string;
}

interface Count {
	passed: number;
	failed: number;
	note: string;
}

interface Step {
	name: string;
	command: string[];
	count?: (outcome: Outcome) => Count;
}

const stepLimitMs = 5 * 60_000;
const scratch = mkdtempSync(join(tmpdir(), 'runway-test-'));
const jestReport = join(scratch, 'jest.json');

const build: Step = { name: 'build', command: ['node_modules/gulp/bin/gulp.js', '--silent', 'build'] };
const lint: Step = { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '.'] };
const types: Step = { name: 'types', command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.tools.json'] };
const scan: Step = { name: 'scan', command: ['scripts/scan.ts'] };
const jest: Step = {
	name: 'jest',
	command: ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${jestReport}`],
	count: countJest,
};

// Two at a time suits the smallest CI machines; the build checks the package's own types, `types` everything around it.
const stages: Step[][] = [[build, lint], [types, scan], [jest]];

interface JestReport {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numRuntimeErrorTestSuites: number;
}

function countJest({ stdout }: Outcome): Count {
	const report = JSON.parse(readFileSync(jestReport, 'utf8')) as JestReport;
	const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : '';
	// A test says something to the reader of this run with a line that starts with ›.
	const remarks = stdout.split('\n').filter((line) => line.startsWith('›'));
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
		note: [`  ${report.numPassedTests} tests${skipped}`, ...remarks].join('\n  '),
	};
}

function run(command: string[]): Promise<Outcome> {
	return new Promise((resolve, reject) => {
		const outcome: Outcome = { exitCode: 1, stdout: '', stderr: '' };
		const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], timeout: stepLimitMs });
		child.stdout.on('data', (chunk: Buffer) => (outcome.stdout += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (outcome.stderr += chunk.toString()));
		child.on('error', reject);
		child.on('close', (exitCode) => resolve({ ...outcome, exitCode: exitCode ?? 1 }));
	});
}

function countStep(step: Step, outcome: Outcome): Count {
	const failed = outcome.exitCode === 0 ? 0 : 1;
	try {
		const count = step.count?.(outcome) ?? { passed: 1 - failed, failed, note: '' };
		return { ...count, failed: Math.max(count.failed, failed) };
	} catch {
		return { passed: 0, failed: 1, note: '' };
	}
}

async function runStep(step: Step): Promise<Count> {
	const startedAt = Date.now();
	const outcome = await run(step.command);
	const count = countStep(step, outcome);
	const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
	console.log(`${count.failed === 0 ? '✓' : '✗'} ${step.name} ${seconds} s${count.note}`);
	if (count.failed > 0) console.log(`${outcome.stderr}${step.count ? '' : outcome.stdout}`);
	return count;
}

const total = { passed: 0, failed: 0 };
for (const stage of stages) {
	const counts = await Promise.all(stage.map(runStep));
	const built = counts[stage.indexOf(build)]?.failed !== 1;
	for (const count of counts) {
		total.passed += count.passed;
		total.failed += count.failed;
	}
	// Without a fresh build the later steps would judge an old one.
	if (!built) break;
}
rmSync(scratch, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
