import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { acceptsMimeType, tooLarge } from '../../operations/fieldKinds';
import type { Field, MediaRule } from '../../operations/operation';
import { isObject } from '../../task/values';
import { type BinaryReference, type Draft, isBinaryReference } from './parameters';
import { sniffMimeType } from './sniff';

const ACCEPTED_IMAGES = ['image/jpeg', 'image/png', 'image/webp'];
const WANTED = {
	image: 'a JPEG, PNG or WebP image',
	video: 'a video',
	imageOrVideo: 'a video or a JPEG, PNG or WebP image',
};

/** Replaces every binary field named in the draft by its content as a data URI. */
export async function loadMedia(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: Field[],
	draft: Draft,
): Promise<Draft> {
	const loaded: Draft = { ...draft };
	for (const field of fields) {
		const value = draft[field.name];
		const load = async (rule: MediaRule, reference: BinaryReference) =>
			await dataUri(context, itemIndex, field.property.displayName, rule, reference);
		if (field.media && isBinaryReference(value)) loaded[field.name] = await load(field.media, value);
		if (field.entries && Array.isArray(value)) {
			const { media } = field.entries;
			loaded[field.name] = await Promise.all(
				value.filter(isObject).map(async (entry) =>
					isBinaryReference(entry.uri) ? { ...entry, uri: await load(media, entry.uri) } : entry,
				),
			);
		}
	}
	return loaded;
}

async function dataUri(
	context: IExecuteFunctions,
	itemIndex: number,
	displayName: string,
	rule: MediaRule,
	{ binaryField }: BinaryReference,
): Promise<string> {
	const refuse = (problem: string) =>
		new NodeOperationError(context.getNode(), `${displayName} of item ${itemIndex}: the file in “${binaryField}” ${problem}`, {
			itemIndex,
			description: 'Nothing was sent, so nothing was charged.',
		});
	const binary = context.helpers.assertBinaryData(itemIndex, binaryField);
	const maxBytes = rule.maxDataUriBytes ?? 0;
	const encodedBytes = Math.ceil((await sizeOf(context, binary)) / 3) * 4;
	if (encodedBytes > maxBytes) throw refuse(tooLarge(encodedBytes, maxBytes));

	const content = await context.helpers.getBinaryDataBuffer(itemIndex, binaryField);
	const mimeType = sniffMimeType(content) ?? binary.mimeType;
	const isAccepted = acceptsMimeType(rule, mimeType) && (!mimeType.startsWith('image/') || ACCEPTED_IMAGES.includes(mimeType));
	if (!isAccepted) throw refuse(`must be ${WANTED[rule.kind]}, it is ${mimeType || 'of unknown type'}`);
	return `data:${mimeType};base64,${content.toString('base64')}`;
}

/** Known before the file is read, so that a huge one is refused without loading it. */
async function sizeOf(context: IExecuteFunctions, binary: IBinaryData): Promise<number> {
	if (binary.id) return (await context.helpers.getBinaryMetadata(binary.id)).fileSize;
	return Math.floor((binary.data.length * 3) / 4);
}
