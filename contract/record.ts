import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Answer, Format } from '../nodes/Runway/task/types.ts';
import { readWith } from './verdict.ts';

/** Writes one answer, already without secrets, in the form of test/fixtures; `expected` is today's reading of it. */
export function writeFixture(folder: string, name: string, format: Format, reader: 'read' | 'submitted', answer: Answer): string {
	const file = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}.json`;
	const fixture = { source: `contract check: ${name}`, answer, expected: readWith(format, reader, answer) };
	mkdirSync(join(folder, format), { recursive: true });
	const path = join(folder, format, file);
	writeFileSync(path, `${JSON.stringify(fixture, null, '\t')}\n`);
	return path;
}
