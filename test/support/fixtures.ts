import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Format } from '../../nodes/Runway/task/protocol.ts';
import type { Answer } from '../../nodes/Runway/task/request.ts';
import type { Reading } from '../../nodes/Runway/task/task.ts';

/** One answer of an API and what it means; those that submitted a task have no `state`. */
export interface Fixture {
	name: string;
	source: string;
	/** Set where the status is a word that nobody documented, which reads as running just as a known one does. */
	unknownWord?: true;
	answer: Answer;
	expected: Reading | { taskId: string } | { fault: object };
}

export const formats: Format[] = ['official', 'pro', 'aiVideo'];

const folder = path.join(process.cwd(), 'test', 'fixtures');

export function fixturesOf(format: Format): Fixture[] {
	return readdirSync(path.join(folder, format)).map((file) => {
		const { answer, ...rest } = JSON.parse(readFileSync(path.join(folder, format, file), 'utf8'));
		return { name: path.basename(file, '.json'), answer: { headers: {}, ...answer }, ...rest };
	});
}
