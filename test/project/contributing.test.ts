import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';

import { checkDraft } from '../../nodes/Runway/operations/checkDraft.ts';
import * as endpoints from '../../nodes/Runway/operations/endpoints.ts';
import { type Operation, type StartOperation, startsTask } from '../../nodes/Runway/operations/operation.ts';
import type { Endpoint } from '../../playground/simulator/endpoints.ts';
import type { GoldenRow } from '../fixtures/requests.ts';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

function example(name: string): string {
	return new RegExp(`<!-- ${name}:start -->\\n\`\`\`ts\\n([^]*?)\`\`\`\\n<!-- ${name}:end -->`).exec(guide)?.[1] ?? '';
}

/** Runs the worked example of the guide as if it were the file that it tells to write. */
function workedExample(): StartOperation {
	const { code } = transformSync(example('operation'), { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } });
	const load = (path: string): unknown => require(join(root, 'nodes/Runway/operations/video', path));
	const module = { exports: {} as Record<string, Operation> };
	new Function('exports', 'require', 'module', code)(module.exports, load, module);
	const { textToVideo } = module.exports;
	if (!textToVideo || !startsTask(textToVideo)) throw new Error('The example exports no operation that starts a task');
	return textToVideo;
}

/** A row of the guide, which is one entry of a list. */
function rowOf<Row>(name: string, names: Record<string, unknown> = {}): Row {
	return new Function(...Object.keys(names), `return [${example(name)}][0]`)(...Object.values(names)) as Row;
}

describe('the guide', () => {
	it('adds an endpoint that makes of its row in the table what the vendor takes', () => {
		const operation = workedExample();
		const row = rowOf<GoldenRow>('row');
		expect(row.key).toBe(`${operation.resource}.${operation.option.value}`);
		expect(Object.keys(row.set)).toEqual(operation.fields.map(({ name }) => name));
		const checked = checkDraft(operation.fields, row.set);
		expect('values' in checked && operation.toRequest(checked.values)).toEqual({ method: 'POST', path: row.path, body: row.body });
	});

	it('has the simulator take it', () => {
		const { path, body } = rowOf<GoldenRow>('row');
		const endpoint = rowOf<Endpoint>('simulator', { furtherVideo: [], upstreamModels: /./ });
		expect(endpoint.path).toBe(path);
		expect(Object.keys(body).filter((name) => ![...endpoint.required, ...(endpoint.optional ?? [])].includes(name))).toEqual([]);
	});

	it('registers it with one line, as all endpoints are, under a name of its own', () => {
		const lines = readFileSync(join(root, 'nodes/Runway/operations/endpoints.ts'), 'utf8').match(/^export .*$/gm) ?? [];
		expect(lines).toHaveLength(Object.keys(endpoints).length);
		const [, original, name = ''] = /^export { (\w+) as (\w+) } from '.\/video\/textToVideo';\n$/.exec(example('line')) ?? [];
		expect(original).toBe('textToVideo');
		expect(lines.filter((line) => line.includes(` ${name} }`) && !line.includes('video/textToVideo'))).toEqual([]);
	});

	it('tells what happens in each room of n8n/', () => {
		const told = [...guide.matchAll(/^\| `(\w+)\/` \|/gm)].map(([, room]) => room);
		expect(told.sort()).toEqual(readdirSync(join(root, 'nodes/Runway/n8n')).sort());
	});

	it.each([...guide.matchAll(/`((?:nodes|playground|test)\/[\w./*]+|(?:task|n8n|operations|protocols|description)\/[\w/.]+\.ts)`/g)].map(([, path]) => path ?? ''))(
		'names %s, which exists',
		(path) => {
			const full = /^(nodes|playground|test)\//.test(path) ? path : `nodes/Runway/${path}`;
			const isWorkedExample = path.endsWith('video/textToVideo.ts');
			expect(isWorkedExample || path.includes('*') || existsSync(join(root, full))).toBe(true);
		},
	);
});
