import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { build } from '../playground/lab/build.ts';
import { derivedPages } from './docs/pages.ts';

const root = join(import.meta.dirname, '..');

// The pages tell what ships, so it is built anew.
await build();
for (const { path, text } of derivedPages()) {
	const file = join(root, path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
	console.log(`✓ ${path}`);
}
