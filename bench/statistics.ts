const sorted = (values: number[]) => [...values].sort((a, b) => a - b);

/** The value that so many percent of all values do not exceed. */
export const percentile = (values: number[], percent: number): number =>
	sorted(values)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)] ?? NaN;

export function median(values: number[]): number {
	const ordered = sorted(values);
	const upper = ordered[Math.floor(ordered.length / 2)] ?? NaN;
	const lower = ordered[Math.ceil(ordered.length / 2) - 1] ?? NaN;
	return (lower + upper) / 2;
}

export const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
