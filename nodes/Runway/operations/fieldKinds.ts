import type { INodePropertyOptions } from 'n8n-workflow';

import { isBoolean, isText, shown, textLength } from './checks';
import type { Check, Field, MediaRule } from './operation';

/** Runway's limit for an image given as a data URI; the size is that of the encoded text. */
export const DATA_URI_LIMIT_BYTES = 5 * 1024 * 1024;

interface PromptOptions {
	max?: number;
	required?: boolean;
	description?: string;
	placeholder?: string;
}

export function prompt(name: string, displayName: string, options: PromptOptions = {}): Field {
	const limit = options.max ? `, at most ${options.max} characters` : '';
	return {
		name,
		property: {
			displayName,
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			...(options.required && { required: true }),
			placeholder: options.placeholder ?? 'e.g. The camera pushes in slowly as she smiles',
			description: `${options.description ?? 'What should happen in the video'}${limit}`,
		},
		check: options.max ? textLength(options.max) : isText,
	};
}

/** A list to pick from, or a value typed by hand: models and ratios change faster than this package. */
export function choice(
	name: string,
	displayName: string,
	values: Array<string | INodePropertyOptions>,
	description: string,
	defaultValue = '',
): Field {
	const choices = values.map((value) => (typeof value === 'string' ? { name: value, value } : value));
	const defaultName = choices.find(({ value }) => value === defaultValue)?.name;
	return {
		name,
		choices,
		property: {
			displayName,
			type: 'resourceLocator',
			default: { __rl: true, mode: 'list', value: defaultValue, ...(defaultName && { cachedResultName: defaultName }) },
			required: true,
			description,
			modes: [
				{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: name, searchable: true } },
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${defaultValue || choices[0]?.value}` },
			],
		},
		check: isText,
	};
}

export function flag(name: string, displayName: string, description: string): Field {
	return { name, property: { displayName, type: 'boolean', default: false, description }, check: isBoolean };
}

export function optional(field: Field): Field {
	const { required, ...property } = field.property;
	return { ...field, property };
}

const LINK_ONLY =
	'Takes a link only, not a file: upload the file first, for example with the S3, Google Drive or FTP node, and make it readable without a login';

export function media(name: string, displayName: string, rule: MediaRule, description: string): Field {
	return {
		name,
		media: rule,
		property: {
			displayName,
			type: 'string',
			default: '',
			required: true,
			placeholder: `e.g. https://example.com/${rule.kind === 'video' ? 'clip.mp4' : 'portrait.jpg'}`,
			description: rule.maxDataUriBytes ? description : `${description}. ${LINK_ONLY}.`,
		},
		check: mediaAddress(rule),
	};
}

export function acceptsMimeType({ kind }: MediaRule, mimeType: string): boolean {
	const kinds = kind === 'imageOrVideo' ? ['image', 'video'] : [kind];
	return kinds.some((accepted) => mimeType.startsWith(`${accepted}/`));
}

/** What a vendor can fetch: a web address, or, where the endpoint takes one, the file itself as a data URI. */
export function mediaAddress(rule: MediaRule): Check {
	return (value) => {
		const text = typeof value === 'string' ? value : '';
		const isDataUri = text.startsWith('data:');
		if (isDataUri && !rule.maxDataUriBytes) return urlOnly(rule);
		if (isDataUri && rule.maxDataUriBytes && acceptsMimeType(rule, text.slice('data:'.length))) {
			return text.length > rule.maxDataUriBytes ? tooLarge(text.length, rule.maxDataUriBytes) : undefined;
		}
		if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return undefined;
		return `must be a web address that starts with https:// or http://, it is ${shown(value)}`;
	};
}

export function tooLarge(bytes: number, maxBytes: number): string {
	const megabytes = (size: number) => (size / 1024 / 1024).toFixed(1);
	return `is too large to send as a file: ${megabytes(bytes)} MB once encoded, the limit is ${megabytes(maxBytes)} MB. Put the file on a web server and give its URL instead`;
}

function urlOnly(rule: MediaRule): string {
	return `takes a URL only, not a file. Upload the ${rule.kind} first (for example with the S3, Google Drive or FTP node), make it readable for everyone and use its web address`;
}
