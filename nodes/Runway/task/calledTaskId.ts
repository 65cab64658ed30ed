import { toTaskId } from './taskId';
import { isObject, valueAt } from './values';

/**
 * The task a callback is about. CometAPI posts it in the body; AI Video API appends `?uuid=` to the address, which,
 * where the address has a query already, falls into the `callback` parameter that ends our addresses.
 */
export function calledTaskId(query: unknown, body: unknown): string | undefined {
	const inner = isObject(valueAt(body, 'data')) ? valueAt(body, 'data') : body;
	const candidates = [
		appended(valueAt(query, 'uuid')),
		appended(valueAt(query, 'callback')),
		valueAt(inner, 'task_id'),
		valueAt(inner, 'uuid'),
		valueAt(inner, 'id'),
	];
	return candidates.map(toTaskId).find((id) => id !== undefined);
}

/** Ends an address with a parameter of our own that absorbs whatever is appended to it. */
export function absorbing(address: string): string {
	return `${address}${address.includes('?') ? '&' : '?'}callback=`;
}

/** An id never has a space in it; where one arrives, the vendor appended a `+` as it is. */
function appended(value: unknown): unknown {
	return typeof value === 'string' ? value.replace(/^[?&]?uuid=/, '').replaceAll(' ', '+') : undefined;
}
