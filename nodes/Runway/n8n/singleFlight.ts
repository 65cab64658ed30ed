const KEEP_MS = 10 * 60_000;

interface Flight {
	last: Promise<unknown>;
	finishedAtMs?: number;
}

/**
 * Runs the work of one key one after the other. Once a work has called `finish`, later ones for that key are
 * answered with `whenFinished` instead; that is remembered for some minutes.
 */
export function singleFlight() {
	const flights = new Map<string, Flight>();
	return async function fly<T>(key: string, whenFinished: () => T, work: (finish: () => void) => Promise<T>): Promise<T> {
		forgetOld(flights);
		const flight = flights.get(key) ?? { last: Promise.resolve() };
		flights.set(key, flight);
		const turn = flight.last.then(async () => {
			if (flight.finishedAtMs !== undefined) return whenFinished();
			return await work(() => (flight.finishedAtMs = Date.now()));
		});
		const quiet = turn.catch(() => undefined);
		flight.last = quiet;
		await quiet;
		if (flight.finishedAtMs === undefined && flight.last === quiet) flights.delete(key);
		return await turn;
	};
}

function forgetOld(flights: Map<string, Flight>): void {
	const oldest = Date.now() - KEEP_MS;
	for (const [key, { finishedAtMs }] of flights) if (finishedAtMs !== undefined && finishedAtMs < oldest) flights.delete(key);
}
