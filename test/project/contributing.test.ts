import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';

import * as endpoints from '../../nodes/Runway/operations/endpoints.ts';
import { startsTask, type Operation } from '../../nodes/Runway/operations/operation.ts';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

/** Runs the worked example of the guide as if it were the file that it tells to write. */
function workedExample(): Record<string, Operation> {
	const source = /<!-- example:start -->\n```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
	const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } });
	const load = (path: string): unknown => require(join(root, 'nodes/Runway/operations/video', path));
	const module = { exports: {} as Record<string, Operation> };
	new Function('exports', 'require', 'module', code)(module.exports, load, module);
	return module.exports;
}

describe('the guide', () => {
	it('adds an endpoint that works as printed', () => {
		const { textToVideo } = workedExample();
		if (!textToVideo || !startsTask(textToVideo)) throw new Error('The example exports no operation that starts a task');
		expect(textToVideo.toRequest({ promptText: 'A boat', model: 'gen4.5', ratio: '1280:720' })).toEqual({
			method: 'POST',
			path: '/runwayml/v1/text_to_video',
			body: { promptText: 'A boat', model: 'gen4.5', ratio: '1280:720' },
		});
	});

	it('registers it with one line, as all endpoints are', () => {
		const lines = readFileSync(join(root, 'nodes/Runway/operations/endpoints.ts'), 'utf8').match(/^export .*$/gm) ?? [];
		expect(lines).toHaveLength(Object.keys(endpoints).length);
		expect(guide).toContain("export { textToVideo } from './video/textToVideo';");
	});

	it.each([...guide.matchAll(/`(nodes\/[\w./*]+|(?:task|n8n|operations|test)\/[\w/.]+\.ts)`/g)].map(([, path]) => path ?? ''))(
		'names %s, which exists',
		(path) => {
			const full = path.startsWith('nodes/') || path.startsWith('test/') ? path : `nodes/Runway/${path}`;
			const isWorkedExample = path.endsWith('video/textToVideo.ts');
			expect(isWorkedExample || path.includes('*') || existsSync(join(root, full))).toBe(true);
		},
	);
});
