import type { INodeProperties } from 'n8n-workflow';

import { operations } from '../operations';
import { type Field, type Operation, startsTask } from '../operations/operation';
import { resources } from '../operations/resources';
import { behaviourOptions } from '../operations/behaviour';
import { deliveryUnlessReturning, waitingProperties } from './delivery';
import { collectionMember, fieldProperties } from './fieldProperties';

const FIRST_RESOURCE = resources[0]?.value ?? '';

/** Everything the editor shows, derived from the registry of operations. */
export function nodeProperties(): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value, description }) => ({ name, value, description })),
			default: FIRST_RESOURCE,
		},
		...resources.map(operationSelector),
		...operations.flatMap(operationProperties),
	];
}

function operationSelector({ value: resource, defaultOperation }: (typeof resources)[number]): INodeProperties {
	const options = operations.filter((operation) => operation.resource === resource).map(({ option }) => option);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		// Not localeCompare: the first use of it loads the language data, which took half of the node's load time.
		options: options.sort((a, b) => (a.name < b.name ? -1 : 1)),
		default: defaultOperation,
	};
}

function operationProperties(operation: Operation): INodeProperties[] {
	const properties = startsTask(operation)
		? [...operation.fields.flatMap(fieldProperties), ...additionalFields(operation.additionalFields)]
		: [...formatSelector(operation), ...operation.fields.flatMap(fieldProperties)];
	const behaviour = [...waitingProperties(operation), ...deliveryUnlessReturning, ...notices(operation), optionsCollection(operation)];
	return [...properties, ...behaviour].map((property) =>
		shownFor(operation, property),
	);
}

function shownFor(operation: Operation, property: INodeProperties): INodeProperties {
	const { resource, option } = operation;
	const show = { resource: [resource], operation: [option.value], ...property.displayOptions?.show };
	return { ...property, displayOptions: { ...property.displayOptions, show } };
}

function additionalFields(fields: Field[]): INodeProperties[] {
	if (fields.length === 0) return [];
	return [
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: fields.map(collectionMember),
		},
	];
}

function formatSelector(operation: Operation): INodeProperties[] {
	if (startsTask(operation) || operation.protocols.length < 2) return [];
	return [
		{
			displayName: 'Format',
			name: 'format',
			type: 'options',
			options: [
				{ name: 'Official', value: 'official', description: 'The task was started with a Video or Image operation' },
				{ name: 'Pro', value: 'pro', description: 'The task was started with a Pro Video operation' },
			],
			default: 'official',
			description: 'Which family of operations started the task',
		},
	];
}

function notices(operation: Operation): INodeProperties[] {
	const retry =
		'With Retry On Fail, a task that was already started in this execution is picked up again, never bought twice. Only a task that failed for a passing reason is started anew.';
	const texts = [operation.notice, startsTask(operation) ? retry : undefined].filter((text) => text !== undefined);
	return texts.map((text, index) => ({ displayName: text, name: `notice${index}`, type: 'notice', default: '' }));
}

function optionsCollection(operation: Operation): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: behaviourOptions.filter(({ isFor }) => isFor(operation)).map(collectionMember),
	};
}

const titles = operations.map(({ resource, option }) => {
	const { name } = resources.find(({ value }) => value === resource) ?? { name: resource };
	return [`${resource}.${option.value}`, `${name}: ${option.name}`];
});

const titleOfChoice = `(${JSON.stringify(Object.fromEntries(titles))})[$parameter["resource"] + "." + $parameter["operation"]]`;

/** Shows the chosen operation under the node's name in words, not in raw values. */
export const operationSubtitle = `={{ ${titleOfChoice} }}`;

/** The editor gives it the parameters and the execution's addresses, but neither its items nor the time when it fell asleep. */
export const sleeperTooltip = `={{ "Suspended until " + ($parameter["resource"] === "aiVideo" ? "AI Video API" : "CometAPI") + " has finished “" + ${titleOfChoice} + "”. No execution slot is held meanwhile." }}`;
