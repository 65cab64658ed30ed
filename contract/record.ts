import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Format } from '../nodes/Runway/task/protocol.ts';
import type { Answer } from '../nodes/Runway/task/request.ts';
import type { Account } from './options.ts';
import { readWith } from './verdict.ts';

/** Writes one answer, already without secrets, in the form of test/fixtures; `expected` is today's reading of it. */
export function writeFixture(folder: string, { baseUrl }: Account, name: string, format: Format, reader: 'read' | 'submitted', answer: Answer): string {
	const file = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}.json`;
	const source = `contract check at ${new URL(baseUrl).host} on ${new Date().toISOString().slice(0, 10)}: ${name}`;
	const fixture = { source, answer, expected: readWith(format, reader, answer) };
	mkdirSync(join(folder, format), { recursive: true });
	const path = join(folder, format, file);
	writeFileSync(path, `${JSON.stringify(fixture, null, '\t')}\n`);
	return path;
}
