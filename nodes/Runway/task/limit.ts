export type Limited = <T>(work: () => Promise<T>) => Promise<T>;

/** The smallest of several limits, where 0 means none. */
export function strictest(limits: number[]): number {
	return limits.reduce((smallest, limit) => (limit > 0 && (smallest === 0 || limit < smallest) ? limit : smallest), 0);
}

/** Runs at most `max` of the given tasks at once, in the order they came; 0 means all. */
export function limiter(max: number): Limited {
	// What is no limit at all, such as NaN, must not open the gate.
	const places = max === 0 ? Infinity : Math.max(1, max || 1);
	const waiting: Array<() => void> = [];
	let running = 0;

	return async function limited(work) {
		if (running >= places) await new Promise<void>((start) => waiting.push(start));
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
