import { readBaseUrl } from '../context/baseUrl';
import type { Probe } from './probes';

/** What is wrong with a key as it was pasted; nothing for one that can be sent. */
export function keyComplaint(apiKey: string, { vendor }: Probe): string | undefined {
	if (apiKey === '') return `Enter the API key of ${vendor}`;
	if (/^bearer\b/i.test(apiKey)) return 'The API key starts with “Bearer”: enter only what follows this word';
	if (/["'“”‘’`]/.test(apiKey)) return 'The API key has quotation marks around it: enter it without them';
	if (/\s/.test(apiKey)) return 'The API key has a space or a line break in it: copy it again';
	if (!/^[\x21-\x7e]+$/.test(apiKey)) return 'The API key has characters in it that cannot be sent: copy it again';
	return undefined;
}

/** The Base URL as the node uses it; nothing for what is no plain web address. */
export function baseAddress(baseUrl: string): URL | undefined {
	const read = readBaseUrl(baseUrl);
	return 'address' in read ? new URL(read.address) : undefined;
}
