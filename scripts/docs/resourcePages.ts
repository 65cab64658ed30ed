import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** One page per resource, made from what the editor shows, so that it cannot drift. */
export interface Page {
	path: string;
	text: string;
}

interface DescribedOperation {
	resource: string;
	option: { name: string; value: string; action: string; description: string };
}

export interface Described {
	properties: INodeProperties[];
	operations: DescribedOperation[];
	resources: INodePropertyOptions[];
}

const BEHAVIOUR = ['completion', 'download', 'binaryPropertyName', 'options'];

export function resourcePages(described: Described): Page[] {
	return described.resources.map((resource) => ({
		path: `docs/${String(resource.name).toLowerCase().replace(/ /g, '-')}.md`,
		text: resourcePage(described, resource),
	}));
}

function resourcePage({ properties, operations }: Described, { name, value, description }: INodePropertyOptions): string {
	const sections = operations
		.filter(({ resource }) => resource === value)
		.sort((a, b) => a.option.name.localeCompare(b.option.name))
		.map((operation) => operationSection(operation, properties));
	return [
		`# ${name}`,
		`${description}.`,
		'How to wait, what comes out and the options that all operations share: [options and output](options.md).',
		...sections,
	].join('\n\n').concat('\n');
}

function operationSection({ resource, option }: DescribedOperation, properties: INodeProperties[]): string {
	const own = properties.filter(({ name, type, displayOptions }) => {
		const { resource: resources = [], operation: values = [] } = displayOptions?.show ?? {};
		return resources.includes(resource) && values.includes(option.value) && type !== 'notice' && !BEHAVIOUR.includes(name);
	});
	const fields = own.filter(({ name }) => name !== 'additionalFields');
	const additional = own.find(({ name }) => name === 'additionalFields')?.options ?? [];
	const rows = [...fields.map((field) => fieldRow(field, '')), ...additional.filter(isProperty).map((field) => fieldRow(field, 'additional'))];
	const notices = properties
		.filter(({ type, displayOptions }) => type === 'notice' && displayOptions?.show?.operation?.includes(option.value) && displayOptions.show.resource?.includes(resource))
		.map(({ displayName }) => `> ${displayName.replace(/<[^>]+>/g, '')}`);
	return [
		`## ${option.name}`,
		`${option.description}.`,
		['| Field | Parameter | Default | What it is |', '|---|---|---|---|', ...rows].join('\n'),
		...new Set(notices),
	].join('\n\n');
}

export function isProperty(option: unknown): option is INodeProperties {
	return typeof option === 'object' && option !== null && 'displayName' in option && 'type' in option;
}

export function fieldRow(field: INodeProperties, kind: string): string {
	const marks = [field.required ? 'required' : kind].filter(Boolean).join(', ');
	const label = marks ? `${field.displayName} *(${marks})*` : field.displayName;
	return `| ${label} | \`${field.name}\` | ${shownDefault(field)} | ${cell(whatItIs(field))} |`;
}

function whatItIs({ description = '', options = [], type }: INodeProperties): string {
	const values = type === 'options' ? options.filter((option) => 'value' in option).map(({ name }) => name) : [];
	return values.length > 0 ? `${description.replace(/\.$/, '')}. One of: ${values.join(', ')}` : description;
}

function shownDefault({ default: value }: INodeProperties): string {
	const plain: unknown = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
	if (plain === '' || plain === undefined || (typeof plain === 'object' && plain !== null)) return '';
	return `\`${String(plain)}\``;
}

function cell(text: string): string {
	return text.replace(/\|/g, '\\|').replace(/<[^>]+>/g, '').replace(/\n/g, ' ');
}
