import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../operations/operation';

/** A field that stands on top: one parameter, or for media its source, its URL and its binary field. */
export function fieldProperties(field: Field): INodeProperties[] {
	if (!field.media?.maxDataUriBytes) return [nodeProperty(field)];
	return mediaProperties(field.name, nodeProperty(field));
}

/** A field that stands in a collection. */
export function collectionMember(field: Field): INodeProperties {
	return nodeProperty(field);
}

function nodeProperty(field: Field): INodeProperties {
	const base = { ...field.property, name: field.name };
	if (!field.entries) return base;
	const uri: INodeProperties = {
		displayName: 'URL',
		name: 'uri',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/reference.jpg',
		description: 'Web address of the image, readable without a login',
	};
	const values = [...mediaProperties('uri', uri), ...field.entries.fields.filter(({ name }) => name !== 'uri').map(nodeProperty)];
	return { ...base, options: [{ displayName: field.property.displayName, name: 'entries', values }] };
}

const sources: INodePropertyOptions[] = [
	{ name: 'URL', value: 'url' },
	{ name: 'Binary File', value: 'binary' },
];

function mediaProperties(name: string, url: INodeProperties): INodeProperties[] {
	const sourceName = `${name}Source`;
	const { displayName } = url;
	return [
		{
			displayName: `${displayName} Source`,
			name: sourceName,
			type: 'options',
			options: sources,
			default: 'url',
			description: 'Where to take it from: a web address, or a file that an earlier node put into the item',
		},
		{ ...url, displayName: displayName === 'URL' ? displayName : `${displayName} URL`, displayOptions: { show: { [sourceName]: ['url'] } } },
		{
			displayName: `${displayName === 'URL' ? 'Input' : displayName} Binary Field`,
			name: `${name}Binary`,
			type: 'string',
			default: 'data',
			required: true,
			displayOptions: { show: { [sourceName]: ['binary'] } },
			hint: 'The name of the input binary field that holds the file',
			placeholder: 'e.g. data',
			description: 'Small enough files only: they travel inside the request',
		},
	];
}
