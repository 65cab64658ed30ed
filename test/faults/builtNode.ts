import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import type * as Published from '../../nodes/Runway/index.ts';
import { NodeDate, time } from './time.ts';

const file = join(import.meta.dirname, '..', '..', 'dist', 'nodes', 'Runway', 'index.js');
const require = createRequire(file);

/** The published file as it is, only with other clocks: those of `time`, and n8n's `sleep` by them. */
function load(): typeof Published {
	const module = { exports: {} as typeof Published };
	const clocks = {
		performance: { now: time.steadyMs },
		Date: NodeDate,
		require: (id: string): object => (id === 'n8n-workflow' ? { ...require(id), sleep: time.pass } : require(id)),
	};
	const names = ['module', ...Object.keys(clocks)];
	compileFunction(readFileSync(file, 'utf8'), names, { filename: file })(module, ...Object.values(clocks));
	return module.exports;
}

export const { calledTaskId, operations, protocols, Runway, startsTask } = load();
