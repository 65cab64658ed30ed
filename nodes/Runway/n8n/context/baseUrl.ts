import { NodeOperationError } from 'n8n-workflow';

import type { Protocol } from '../../task/protocol';
import type { ApiContext } from './http';

/** The address of a credential, checked before anything is sent; its text is not shown, for a login may stand in it. */
export function checkedBaseUrl(context: ApiContext, { vendor }: Protocol, baseUrl: unknown): string {
	const address = typeof baseUrl === 'string' ? baseUrl.trim().replace(/\/+$/, '') : '';
	const problem = problemOf(address);
	if (!problem) return address;
	throw new NodeOperationError(context.getNode(), `The Base URL of the ${vendor} credential ${problem}`, {
		description: 'Open the credential and enter the address of the API alone; it starts with https://. Nothing was sent, so nothing was charged.',
	});
}

/** A path is let through, because a gateway of one's own may need one. */
function problemOf(address: string): string | undefined {
	if (!/^https?:\/\/[^/]/i.test(address) || /\s/.test(address) || !URL.canParse(address)) return 'is not a web address';
	const { username, password } = new URL(address);
	if (username || password) return 'holds a user name or a password';
	if (/[?#]/.test(address)) return 'has something behind the address, from a “?” or “#” on';
	return undefined;
}
