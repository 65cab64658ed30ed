export function sentences(...parts: Array<string | false | undefined>): string {
	return parts.filter(Boolean).join(' ');
}

export function vendorSays(vendor: string, text: string | undefined): string | undefined {
	return text && `${vendor} says: “${text}”`;
}

export function shownMinutes(durationMs: number): string {
	const minutes = Math.round(durationMs / 6_000) / 10;
	return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
