const DOT_SEGMENT = /(?:^|[/\\])\.{1,2}(?:[/\\]|$)/;

/**
 * The one rule for an id, in the answer to a submission and in a callback: a text or a number, short and of one piece.
 * It becomes a part of an address, which it must not be able to climb out of.
 */
export function toTaskId(value: unknown): string | undefined {
	const text = Number.isSafeInteger(value) && value !== 0 ? String(value) : value;
	if (typeof text !== 'string') return undefined;
	const id = text.trim();
	return /^[^\s\p{C}]{1,200}$/u.test(id) && !DOT_SEGMENT.test(id) ? id : undefined;
}
