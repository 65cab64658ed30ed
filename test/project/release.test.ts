import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { missingOwnerValues } from '../../scripts/ownerValues.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const filled = {
	manifest: JSON.stringify({ author: { name: 'Ada', email: 'ada@lovelace.org' }, homepage: 'https://github.com/ada/n8n-nodes-cometapi-runway#readme' }),
	readme: 'git clone https://github.com/ada/n8n-nodes-cometapi-runway.git',
	license: 'MIT License\n\nCopyright (c) 2026 Ada\n',
};

describe('what the owner fills in before a release', () => {
	it('is complete when nothing is a placeholder', () => {
		expect(missingOwnerValues(filled)).toEqual([]);
	});

	it.each([
		['the account in package.json', { manifest: filled.manifest.replace('github.com/ada/', 'github.com/OWNER/') }, 'package.json: put your GitHub account'],
		['the account in the README', { readme: 'git clone https://github.com/OWNER/x.git' }, 'README.md'],
		['the author’s address', { manifest: JSON.stringify({ author: { name: 'Maintainers', email: 'a@users.example' } }) }, 'author'],
		['the author', { manifest: '{}' }, 'author'],
		['the holder of the copyright', { license: 'Copyright (c) 2026 \n' }, 'LICENSE'],
	])('lacks %s', (_label, placeholder, advice) => {
		expect(missingOwnerValues({ ...filled, ...placeholder })).toEqual([expect.stringContaining(advice)]);
	});

	it('is told by the release page, with the command that the script prints', () => {
		const page = read('docs/release.md');
		for (const part of ['`author`', '`bugs`', '`LICENSE`', '`README.md`']) expect(page).toContain(part);
		expect(read('scripts/release.ts')).toContain('git push origin HEAD ${version}');
		expect(page).toContain('git push origin HEAD 0.1.0');
	});
});
