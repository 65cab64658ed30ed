import type { Fault } from './faults';

export function sentences(...parts: Array<string | false | undefined>): string {
	return parts.filter(Boolean).join(' ');
}

export function vendorSays(vendor: string, text: string | undefined): string | undefined {
	return text && `${vendor} says: “${text}”`;
}

/** What came from the network and not from the vendor is not put into its mouth. */
export function faultSays(vendor: string, { kind, text }: Fault): string | undefined {
	const isOurs = kind === 'lost' || kind === 'noConnection';
	return isOurs ? text && `In the network's words: “${text}”` : vendorSays(vendor, text);
}

export function shownMinutes(durationMs: number): string {
	const minutes = Math.round(durationMs / 6_000) / 10;
	return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
