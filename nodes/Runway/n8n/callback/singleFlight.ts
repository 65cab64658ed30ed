const KEEP_MS = 10 * 60_000;

interface Flight {
	last: Promise<unknown>;
	finished: Promise<void>;
	finish(): void;
	finishedAtMs?: number;
}

/**
 * Runs the work of one key one after the other. Once a work has called `finish`, the others for that key, also those
 * that stand in line, are answered with `whenFinished` instead; that is remembered for some minutes.
 */
export function singleFlight() {
	const flights = new Map<string, Flight>();
	return async function fly<T>(key: string, whenFinished: () => T, work: (finish: () => void) => Promise<T>): Promise<T> {
		forgetOld(flights);
		const flight = flights.get(key) ?? newFlight();
		flights.set(key, flight);
		const turn = Promise.race([flight.last, flight.finished]).then(async () =>
			flight.finishedAtMs === undefined ? await work(flight.finish) : whenFinished(),
		);
		const quiet = turn.catch(() => undefined);
		flight.last = quiet;
		await quiet;
		if (flight.finishedAtMs === undefined && flight.last === quiet) flights.delete(key);
		return await turn;
	};
}

function newFlight(): Flight {
	let release = () => {};
	const flight: Flight = {
		last: Promise.resolve(),
		finished: new Promise((resolve) => {
			release = resolve;
		}),
		finish: () => {
			flight.finishedAtMs = Date.now();
			release();
		},
	};
	return flight;
}

function forgetOld(flights: Map<string, Flight>): void {
	const oldest = Date.now() - KEEP_MS;
	for (const [key, { finishedAtMs }] of flights) if (finishedAtMs !== undefined && finishedAtMs < oldest) flights.delete(key);
}
