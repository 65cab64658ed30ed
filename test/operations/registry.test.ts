import { Runway } from '../../nodes/Runway/Runway.node.ts';
import { checkDraft } from '../../nodes/Runway/operations/checkDraft.ts';
import { operations } from '../../nodes/Runway/operations/index.ts';
import type { Field, Operation } from '../../nodes/Runway/operations/operation.ts';
import { resources } from '../../nodes/Runway/operations/resources.ts';
import { imageFile, required, videoFile } from '../fixtures/requests.ts';
import { defaultOf } from '../support/check.ts';
import { fieldsOf, keyOf, starts } from '../support/operations.ts';

describe('the registry', () => {
	it('holds every operation of every resource once', () => {
		expect(operations.map(keyOf).sort()).toEqual(Object.keys(required).sort());
		expect(new Set(operations.map(({ resource }) => resource))).toEqual(new Set(resources.map(({ value }) => value)));
		expect(resources.map(({ value, defaultOperation }) => `${value}.${defaultOperation}`).filter((key) => !(key in required))).toEqual([]);
	});

	it('gives every operation an action and a description of its own', () => {
		const actions = operations.map(({ option }) => option.action);
		const descriptions = operations.map(({ option }) => option.description);
		expect(new Set(actions).size).toBe(operations.length);
		expect(new Set(descriptions).size).toBe(operations.length);
		expect(resources.filter(({ description }) => !description)).toEqual([]);
	});

	it.each(operations.map((operation) => ({ key: keyOf(operation), operation })))('$key reads well', ({ operation }) => {
		const fields = fieldsOf(operation);
		const nested = fields.flatMap(({ entries }) => entries?.fields ?? []);
		const all = [...fields, ...nested];
		expect([operation.option.name, ...all.map(({ property }) => property.displayName)].filter(isNotTitleCase)).toEqual([]);
		expect(operation.option.action).toMatch(/^[A-Z][^A-Z]*((AI)[^A-Z]*)?[^.]$/);
		expect(`${operation.option.action} `).not.toMatch(/\b(a|an|the) /i);
		expect(operation.option.description).toMatch(/^[A-Z].*[^.]$/);
		expect(all.filter(({ property }) => !property.description).map(({ name }) => name)).toEqual([]);
		expect(all.map(({ property }) => property.placeholder).filter((text) => text && !/^(e\.g\. |Add )/.test(text))).toEqual([]);
		expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
	});

	it.each(operations.map((operation) => ({ key: keyOf(operation), operation })))(
		'$key has defaults that pass their own check, and choices that can be picked',
		({ operation }) => {
			const refused = fieldsOf(operation)
				.filter((field) => !isEmpty(defaultOf(field)))
				.filter((field) => 'problem' in checkDraft([field], { [field.name]: defaultOf(field) }));
			expect(refused.map(({ name }) => name)).toEqual([]);
			for (const field of fieldsOf(operation).filter(({ choices }) => choices)) {
				expect(field.choices?.map(({ value }) => value)).toContain(defaultOf(field));
			}
		},
	);

	it.each(starts.map((operation) => ({ key: keyOf(operation), operation })))(
		'$key lists its additional fields from A to Z, none of them required',
		({ operation }) => {
			const names = operation.additionalFields.map(({ property }) => property.displayName);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
			expect(operation.additionalFields.filter(({ property }) => property.required)).toEqual([]);
			expect(operation.additionalFields.filter(({ media }) => media?.maxDataUriBytes)).toEqual([]);
		},
	);

	it.each(operations.flatMap((operation) => fieldsOf(operation).filter(({ media }) => media).map((field) => ({ operation, field, name: `${keyOf(operation)}.${field.name}` }))))(
		'$name offers a file where the endpoint takes one, and otherwise says how to get a link',
		({ operation, field }) => {
			const kind = field.media?.kind === 'video' ? videoFile : imageFile;
			const takesFile = field.check?.(kind) === undefined;
			expect(offersFile(operation, field)).toBe(takesFile);
			expect(field.property.description?.includes('Takes a link only')).toBe(!takesFile);
		},
	);
});

/** Whether the editor shows the choice between a URL and a binary file. */
function offersFile({ resource, option }: Operation, { name }: Field): boolean {
	return new Runway().description.properties.some(({ name: shown, displayOptions }) => {
		const { resource: resources = [], operation: values = [] } = displayOptions?.show ?? {};
		return shown === `${name}Source` && resources.includes(resource) && values.includes(option.value);
	});
}

function isEmpty(value: unknown): boolean {
	return value === '' || (Array.isArray(value) && value.length === 0);
}

function isNotTitleCase(text: string): boolean {
	const smallWords = /^(for|from|as|of|and|or|to|in)$/;
	return text.split(/\s+/).some((word, index) => !/^[(A-Z\d]/.test(word) && (index === 0 || !smallWords.test(word)));
}
