import { setTimeout as delay } from 'node:timers/promises';

type Found<T> = T | undefined | false;

/** Looks again and again until there is something to be found, and gives it. */
export async function until<T>(what: string, look: () => Found<T> | Promise<Found<T>>, timeoutMs = 30_000): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${what}`);
		await delay(100);
	}
}
