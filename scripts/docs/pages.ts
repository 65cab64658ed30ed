import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { apiPage } from './apiPage.ts';
import { optionsPage } from './optionsPage.ts';
import { between, operationsTable } from './readme.ts';
import { type Page, resourcePages } from './resourcePages.ts';

const root = join(import.meta.dirname, '../..');

/** Pages that derive from the built package; `npm run docs` writes them, a test holds them against it. */
export function derivedPages(): Page[] {
	const built = createRequire(import.meta.url)(join(root, 'dist/nodes/Runway/index.js'));
	const { properties } = new built.Runway().description;
	const described = { properties, operations: built.operations, resources: built.resources };
	const table = operationsTable(built.operations, built.resources, requestsOf);
	const readme = between(readFileSync(join(root, 'README.md'), 'utf8'), 'operations', table);
	return [...resourcePages(described), optionsPage(properties), apiPage(), { path: 'README.md', text: readme }];
}

/** Asks the operation itself, with and without its optional prompt, since that may choose the endpoint. */
function requestsOf(operation: object): string {
	const requests = new Set<string>();
	const asked = 'toRequest' in operation ? [{}, { text_prompt: 'x' }] : [];
	for (const values of asked) {
		const { method, path } = (operation as { toRequest(values: object): { method: string; path: string } }).toRequest(values);
		requests.add(`\`${method} ${path}\``);
	}
	if ('protocols' in operation) {
		for (const protocol of operation.protocols as Array<{ statusRequest(id: string): { method: string; path: string } }>) {
			const { method, path } = protocol.statusRequest('ID');
			requests.add(`\`${method} ${path.replace('ID', '{id}')}\``);
		}
	}
	return [...requests].join(', ');
}
