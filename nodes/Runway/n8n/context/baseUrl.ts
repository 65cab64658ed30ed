export type BaseUrl = { address: string } | { problem: string };

/** The address that a credential holds; a path is let through, because a gateway of one's own may need one. */
export function readBaseUrl(given: unknown): BaseUrl {
	const address = typeof given === 'string' ? given.trim().replace(/\/+$/, '') : '';
	if (!/^https?:\/\/[^/]/i.test(address) || /\s/.test(address) || !URL.canParse(address)) return { problem: 'is not a web address' };
	const { username, password } = new URL(address);
	if (username || password) return { problem: 'holds a user name or a password' };
	if (/[?#]/.test(address)) return { problem: 'has something behind the address, from a “?” or “#” on' };
	return { address };
}
