import type { Endpoint } from './endpoints.ts';
import { codedError, fieldError, gatewayError, type Issue, validationError } from './errors.ts';
import type { Answer, Dialect, RequestRecord } from './types.ts';

type Body = Record<string, unknown>;

/** Why a creation is not accepted, in the vendor's words; undefined when it is. */
export function refusal(endpoint: Endpoint, request: RequestRecord, dialect: Dialect): Answer | undefined {
	const { body } = request;
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return notJson(endpoint, dialect);
	const fields = Object.fromEntries(Object.entries(body));
	if (endpoint.family === 'official') return officialRefusal(endpoint, fields, request, dialect);
	if (endpoint.family === 'pro') return proRefusal(endpoint, fields, dialect);
	return aiVideoRefusal(endpoint, fields, dialect);
}

function notJson({ family }: Endpoint, dialect: Dialect): Answer {
	return family === 'aiVideo' ? fieldError(dialect, 'body', 'value is not a valid dict') : gatewayError(400, 'The body is not a JSON object', 'invalid_request');
}

function officialRefusal(endpoint: Endpoint, body: Body, request: RequestRecord, dialect: Dialect): Answer | undefined {
	if (!request.headers['x-runway-version']) return gatewayError(400, 'The X-Runway-Version header is required', 'invalid_request');
	const { referenceImages } = body;
	if (endpoint.path.endsWith('/text_to_image') && !(Array.isArray(referenceImages) && referenceImages.length > 0)) {
		return codedError('official', dialect, 400, 'reference_images_empty');
	}
	const known = [...endpoint.required, ...(endpoint.optional ?? [])];
	const issues: Issue[] = [
		...missingIn(endpoint, body).map((field) => ({ code: 'invalid_type', message: 'Required', path: [field] })),
		...Object.keys(body)
			.filter((field) => !known.includes(field))
			.map((field) => ({ code: 'unrecognized_keys', message: `Unrecognized key: "${field}"`, path: [field] })),
	];
	if (issues.length > 0) return validationError(dialect, issues);
	return unknownModel(endpoint, body) ? noChannel(body.model) : undefined;
}

function proRefusal(endpoint: Endpoint, body: Body, dialect: Dialect): Answer | undefined {
	if (!isPresent(body.callback_url)) return codedError('pro', dialect, 400, 'callback_url_empty');
	const [missing] = missingIn(endpoint, body);
	if (missing) return codedError('pro', dialect, 400, 'invalid_request', `${missing} is required`);
	return unknownModel(endpoint, body) ? noChannel(body.model) : undefined;
}

function aiVideoRefusal(endpoint: Endpoint, body: Body, dialect: Dialect): Answer | undefined {
	const [missing] = missingIn(endpoint, body);
	if (missing) return fieldError(dialect, missing, missing === 'text_prompt' ? 'The prompt text cannot be empty.' : 'field required');
	return unknownModel(endpoint, body) ? fieldError(dialect, 'model', 'unexpected value') : undefined;
}

function noChannel(model: unknown): Answer {
	return gatewayError(503, `No available channel for model ${String(model)} under group default`);
}

function unknownModel({ models }: Endpoint, { model }: Body): boolean {
	return models !== undefined && model !== undefined && !(typeof model === 'string' && models.test(model));
}

function missingIn({ required }: Endpoint, body: Body): string[] {
	return required.filter((field) => !isPresent(body[field]));
}

function isPresent(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}
