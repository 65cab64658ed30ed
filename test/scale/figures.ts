/** Works on a list with so many at a time. */
export async function inTurns<T>(list: readonly T[], atOnce: number, work: (entry: T) => Promise<unknown>): Promise<void> {
	const entries = list.values();
	await Promise.all(
		Array.from({ length: atOnce }, async () => {
			for (const entry of entries) await work(entry);
		}),
	);
}

export const percentile = (sorted: number[], percent: number) =>
	sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;

export function tally() {
	const results = { passed: 0, failed: 0 };
	const check = (what: string, isTrue: boolean) => {
		results[isTrue ? 'passed' : 'failed']++;
		console.log(`${isTrue ? '✓' : '✗'} ${what}`);
	};
	return { check, results };
}

export type Tally = ReturnType<typeof tally>;
