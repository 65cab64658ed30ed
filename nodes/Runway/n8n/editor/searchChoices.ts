import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { operations } from '../../operations';
import { type Field, type Operation, startsTask } from '../../operations/operation';

type Search = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

/** One search per field that offers a list (`model`, `ratio`); n8n does not tell a search which field it is for. */
export const searchChoices: Record<string, Search> = Object.fromEntries(
	operations.flatMap(fieldsOf).filter(({ choices }) => choices).map(({ name }) => [name, searchFor(name)]),
);

function searchFor(fieldName: string): Search {
	return async function (filter = '') {
		const resource = this.getCurrentNodeParameter('resource');
		const value = this.getCurrentNodeParameter('operation');
		const operation = operations.find((candidate) => candidate.resource === resource && candidate.option.value === value);
		const field = operation && fieldsOf(operation).find(({ name }) => name === fieldName);
		const isWanted = (text: string) => text.toLowerCase().includes(filter.toLowerCase());
		const results = (field?.choices ?? [])
			.filter(({ name, value: choice, description = '' }) => isWanted(`${name} ${String(choice)} ${description}`))
			.map(({ name, value: choice, description }) => ({ name: description ? `${name} (${description})` : name, value: choice }));
		return { results };
	};
}

function fieldsOf(operation: Operation): Field[] {
	return startsTask(operation) ? [...operation.fields, ...operation.additionalFields] : operation.fields;
}
