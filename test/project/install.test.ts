import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const linesOf = (path: string) => readFileSync(join(root, path), 'utf8').split('\n');

interface LockFile {
	packages: Record<string, { hasInstallScript?: boolean }>;
}

const { packages } = JSON.parse(linesOf('package-lock.json').join('\n')) as LockFile;

describe('a plain npm install', () => {
	it('runs no install script, as a locked package calls npx in its own', () => {
		expect(packages['node_modules/eslint-plugin-n8n-nodes-base']?.hasInstallScript).toBe(true);
		expect(linesOf('.npmrc')).toContain('ignore-scripts=true');
	});
});

// npm hands the setting down to every npm that a script of this project starts, in whatever folder.
describe('what needs scripts switches them on', () => {
	it.each([
		['Node 24', 'scripts/install.mjs', /'rebuild'/],
		['SQLite of the local n8n', 'playground/lab/install.ts', /'rebuild'/],
		['the build before a release by hand', 'docs/release.md', /^npm publish/],
		['the build before a release by the workflow', '.github/workflows/publish.yml', /run: npm publish/],
	])('%s, in %s', (_label, path, command) => {
		expect(linesOf(path).filter((line) => command.test(line))).toEqual([expect.stringContaining('--ignore-scripts=false')]);
	});
});
