export type Limited = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs at most `max` of the given tasks at once, in the order they came; 0 means all. */
export function limiter(max: number): Limited {
	const waiting: Array<() => void> = [];
	let running = 0;

	return async function limited(work) {
		if (max > 0 && running >= max) await new Promise<void>((start) => waiting.push(start));
		else running++;
		try {
			return await work();
		} finally {
			// The place is handed on, not freed, so that a newcomer cannot slip in between.
			const next = waiting.shift();
			if (next) next();
			else running--;
		}
	};
}
