import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { pack } from './pack.ts';

// n8n's verification lints the sources and the published files; both are done here without the registry.
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'runway-scan-'));

try {
	execFileSync('tar', ['-xzf', pack(folder), '-C', folder]);
	const parts = [
		{ name: 'sources', result: await analyzePackage(root, SOURCE_FILE_PATTERNS) },
		{ name: 'tarball', result: await analyzePackage(join(folder, 'package'), ['**/*.js', 'package.json']) },
	];
	for (const { name, result } of parts) {
		console.log(`${name}: ${result.passed ? 'passed' : [result.message, result.details].join('\n')}`);
		if (!result.passed) process.exitCode = 1;
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
