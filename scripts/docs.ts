import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { derivedPages } from './docs/pages.ts';

const root = join(import.meta.dirname, '..');

// Build first: the pages tell what ships.
for (const { path, text } of derivedPages()) {
	const file = join(root, path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
	console.log(`✓ ${path}`);
}
