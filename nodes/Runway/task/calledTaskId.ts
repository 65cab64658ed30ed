import { isObject, valueAt } from './values';

const MAX_ID_LENGTH = 200;

/**
 * The task a callback is about. CometAPI posts it in the body; AI Video API appends `?uuid=` to the address, which,
 * where the address has a query already, falls into the `callback` parameter that ends our addresses.
 */
export function calledTaskId(query: unknown, body: unknown): string | undefined {
	const inner = isObject(valueAt(body, 'data')) ? valueAt(body, 'data') : body;
	const candidates = [
		valueAt(query, 'uuid'),
		withoutPrefix(valueAt(query, 'callback')),
		valueAt(inner, 'task_id'),
		valueAt(inner, 'uuid'),
		valueAt(inner, 'id'),
	];
	return candidates.find(isTaskId);
}

/** Ends an address with a parameter of our own that absorbs whatever is appended to it. */
export function absorbing(address: string): string {
	return `${address}${address.includes('?') ? '&' : '?'}callback=`;
}

function withoutPrefix(value: unknown): unknown {
	return typeof value === 'string' ? value.replace(/^[?&]?uuid=/, '') : undefined;
}

function isTaskId(value: unknown): value is string {
	return typeof value === 'string' && value.length <= MAX_ID_LENGTH && /^[\w.:-]+$/.test(value);
}
