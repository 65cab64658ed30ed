import type { StartOperation } from '../nodes/Runway/operations/operation.ts';
import type { ApiRequest } from '../nodes/Runway/task/request.ts';
import type { JsonObject } from '../nodes/Runway/task/values.ts';
import { CannotRun } from './options.ts';
import { keyOf, shipped } from './shipped.ts';

const image = 'https://cdn.britannica.com/70/234870-050-D4D024BB/Orange-colored-cat-yawns-displaying-teeth.jpg';
const video = 'https://media.w3.org/2010/05/sintel/trailer.mp4';

/** What the user has to set, with public files the vendors print themselves, and the cheapest choices beside it. */
const cheapest: Record<string, JsonObject> = {
	'video:imageToVideo': { promptImage: image, promptText: 'The cat yawns', model: 'gen4_turbo', duration: 5 },
	'video:videoToVideo': { videoUri: video, promptText: 'Snow' },
	'video:characterPerformance': { character: image, reference: video },
	'video:upscale': { videoUri: video },
	'image:textToImage': { promptText: 'A cat', referenceImages: [{ uri: image }], model: 'gen4_image_turbo' },
	'proVideo:generate': { prompt: 'A cat yawns', model: 'gen4_turbo', seconds: 5 },
	'proVideo:videoToVideo': { video, prompt: 'Pixels', seconds: 5 },
	'proVideo:actOne': { video, image },
	'aiVideo:textToVideo': { text_prompt: 'A cat yawns', time: 5 },
	'aiVideo:imageToVideo': { img_prompt: image, time: 5 },
	'aiVideo:videoToVideo': { text_prompt: 'Snow', video_prompt: video },
	'aiVideo:extend': { text_prompt: 'On and on' },
};

/** Nothing among these a video or an image could be made from. */
const CHOICES = new Set(['model', 'ratio', 'duration', 'characterType', 'seed']);

/** The request the node would make, without any input: model and shape alone cannot start a task. */
export function emptyRequest(operation: StartOperation, changes: JsonObject = {}): ApiRequest {
	const chosen = Object.entries(defaults(operation)).filter(([name, value]) => CHOICES.has(name) && value !== '');
	const made = operation.toRequest(Object.fromEntries(chosen));
	const known = Object.entries({ ...made.body, ...changes }).filter(([name]) => CHOICES.has(name) || name === 'callback_url');
	return { ...made, body: Object.fromEntries(known) };
}

export function cheapestRequest(operation: StartOperation, uuid?: string): ApiRequest {
	const draft = { ...defaults(operation), ...cheapest[keyOf(operation)], ...(uuid && { uuid }) };
	const checked = shipped.checkDraft([...operation.fields, ...operation.additionalFields], draft);
	if ('problem' in checked) throw new CannotRun(`${checked.displayName} ${checked.problem}. Nothing was sent.`);
	return operation.toRequest(checked.values);
}

function defaults({ fields }: StartOperation): JsonObject {
	return Object.fromEntries(fields.map(({ name, property }) => [name, plain(property.default)]));
}

function plain(value: unknown): string | number | boolean {
	if (typeof value === 'object' && value !== null && 'value' in value) return plain(value.value);
	return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? value : '';
}
