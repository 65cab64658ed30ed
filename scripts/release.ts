import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { missingOwnerValues } from './ownerValues.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

const versionIn = (file: string): string => (JSON.parse(read(file)) as { version: string }).version;

const version = versionIn('package.json');
const hasEntry = (changelog: string): boolean =>
	changelog.split('\n').some((line) => /^##\s/.test(line) && line.replace(/[[\]]/g, ' ').split(/\s+/).includes(version));

const checks: Array<[unmet: () => boolean, advice: string]> = [
	[() => git('status', '--porcelain') !== '', 'Commit or remove your changes first: the working tree is not clean'],
	[() => versionIn('package-lock.json') !== version, 'Run npm install: the lock file has another version'],
	[() => !existsSync(join(root, 'CHANGELOG.md')) || !hasEntry(read('CHANGELOG.md')), `Describe the release in CHANGELOG.md under a heading "## ${version}"`],
	[() => git('tag', '--list', version) !== '', `Raise the version in package.json: the tag ${version} exists`],
];

const advice = [
	...checks.filter(([unmet]) => unmet()).map(([, text]) => text),
	...missingOwnerValues({ manifest: read('package.json'), readme: read('README.md'), license: read('LICENSE') }),
];
if (advice.length > 0) {
	console.error(advice.join('\n'));
	process.exit(1);
}
git('tag', '--annotate', version, '--message', `Release ${version}`);
console.log(`Tagged ${version}. Publish it with: git push origin HEAD ${version}`);
