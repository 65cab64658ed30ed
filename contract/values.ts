import type { StartOperation } from '../nodes/Runway/operations/operation.ts';
import type { ApiRequest } from '../nodes/Runway/task/request.ts';
import type { JsonObject } from '../nodes/Runway/task/values.ts';
import { required } from '../test/fixtures/requests.ts';
import { CannotRun } from './options.ts';
import { keyOf, shipped } from './shipped.ts';

/** Cheaper than the defaults; an operation without an entry costs what its defaults cost. */
const cheaper: Record<string, JsonObject> = {
	'image:textToImage': { model: 'gen4_image_turbo' },
	'proVideo:generate': { model: 'gen4_turbo', seconds: 5 },
	'proVideo:videoToVideo': { seconds: 5 },
	'aiVideo:textToVideo': { time: 5 },
	'aiVideo:imageToVideo': { time: 5 },
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
	const key = keyOf(operation);
	const draft = { ...defaults(operation), ...required[key.replace(':', '.')], ...cheaper[key], ...(uuid && { uuid }) };
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
