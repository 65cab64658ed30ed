import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { nodeProperties } from '../../nodes/Runway/description/properties.ts';
import { triggerProperties } from '../../nodes/Runway/description/triggerProperties.ts';
import { operations } from '../../nodes/Runway/operations/index.ts';
import { resources } from '../../nodes/Runway/operations/resources.ts';
import { derivedPages } from '../../scripts/docs/pages.ts';
import { outputKeys } from '../../scripts/docs/optionsPage.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

describe('the pages that derive from the code', () => {
	it.each(derivedPages().map(({ path, text }) => ({ path, text })))('$path stands as the code has it; if not, run npm run docs', ({ path, text }) => {
		expect(read(path)).toBe(text);
	});

	it('the keys of the output are those of the published schema', () => {
		const schema = JSON.parse(read('nodes/Runway/__schema__/task.json')) as { properties: object };
		expect(Object.keys(outputKeys).sort()).toEqual(Object.keys(schema.properties).sort());
	});
});

describe('the README', () => {
	const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path]) => path ?? '');

	it.each([...new Set(links)])('links to %s, which exists', (path) => {
		expect(existsSync(join(root, path))).toBe(true);
	});

	it.each(readdirSync(join(root, 'examples')))('tells of the example %s', (file) => {
		expect(readme).toContain(`examples/${file}`);
	});

	it('names only commands that exist', () => {
		const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
		const named = [...readme.matchAll(/npm (?:run )?(start|test(?::\w+)?|demo|bench|contract|docs|clean)\b/g)].map(([, name]) => name ?? '');
		expect(named.filter((name) => !(name in scripts))).toEqual([]);
	});
});

/** What stands on n8n's own screens. */
const OF_N8N = ['Continue', 'Continue (using error output)', 'Retry', 'Retry with currently saved workflow'];

/** All labels of the panels, with those of lists and collections. */
function labels(entries: Array<{ displayName?: string; name: string; options?: unknown }>): string[] {
	return entries.flatMap(({ displayName, name, options }) => [displayName ?? name, ...(Array.isArray(options) ? labels(options) : [])]);
}

const onTheScreen = new Set([
	...OF_N8N,
	...labels([...nodeProperties(), ...triggerProperties]),
	...operations.flatMap(({ resource, option }) => resources.filter(({ value }) => value === resource).map(({ name }) => `${name} > ${option.name}`)),
]);

describe('what stands in italics', () => {
	it.each(['README.md', ...readdirSync(join(root, 'examples')).map((file) => `examples/${file}`)])('in %s is written as on the screen', (path) => {
		const named = [...read(path).matchAll(/(?<!\*)\*(?!\*)([^*\n"]+)\*(?!\*)/g)].map(([, name]) => name ?? '');
		expect(named.filter((name) => !onTheScreen.has(name))).toEqual([]);
	});
});
