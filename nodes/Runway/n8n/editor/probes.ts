import { answerText } from '../../protocols/answerText';
import { valueAt } from '../../task/values';

/** One free request by which an API shows that it is itself, and that it knows the key. */
export interface Probe {
	vendor: string;
	/** An address as an example; the credential's own is asked. */
	address: string;
	path: string;
	authorization(apiKey: string): string;
	/** Whether this JSON is the API's own, and not that of some other server at the Base URL. */
	isOwn(body: unknown): boolean;
}

export const cometProbe: Probe = {
	vendor: 'CometAPI',
	address: 'https://api.cometapi.com',
	path: '/v1/models',
	authorization: (apiKey) => `Bearer ${apiKey}`,
	isOwn: isModelList,
};

export const aiVideoProbe: Probe = {
	vendor: 'AI Video API',
	address: 'https://api.aivideoapi.com',
	// The API has no account endpoint, so a task is read that nobody has.
	path: '/status?uuid=00000000-0000-0000-0000-000000000000',
	authorization: (apiKey) => apiKey,
	isOwn: (body) => typeof valueAt(body, 'uuid') === 'string' || /\b(?:uuid|task)\b/i.test(answerText(body) ?? ''),
};

/** A list in OpenAI's form; an empty one has only its label to show. */
function isModelList(body: unknown): boolean {
	const models = valueAt(body, 'data');
	const isList = Array.isArray(models) && (models.length > 0 || valueAt(body, 'object') === 'list');
	return isList && models.every((model) => typeof valueAt(model, 'id') === 'string');
}
