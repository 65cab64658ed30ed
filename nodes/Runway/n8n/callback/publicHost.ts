/** First bits of the IPv4 addresses that the internet does not reach. */
const PRIVATE_IPV4: Array<[address: string, bits: number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
];
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|home\.arpa|corp|private|test|invalid)$/;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;
const MAPPED_IPV4 = /^\[::ffff:([\da-f]+):([\da-f]+)\]$/;
/** All that is given out for the internet so far. */
const PUBLIC_IPV6 = /^\[[23][\da-f]{3}:/;

/** Whether the internet may reach it. `URL` has brought other spellings of an address into the common one. */
export function isPublicHost(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const host = new URL(url).hostname.replace(/\.+$/, '');
	const mapped = MAPPED_IPV4.exec(host);
	if (mapped) return isPublicIpv4(parseInt(mapped[1] ?? '', 16) * 2 ** 16 + parseInt(mapped[2] ?? '', 16));
	if (host.startsWith('[')) return PUBLIC_IPV6.test(host);
	return IPV4.test(host) ? isPublicIpv4(toNumber(host)) : host.includes('.') && !PRIVATE_NAME.test(host);
}

function isPublicIpv4(address: number): boolean {
	return !PRIVATE_IPV4.some(([first, bits]) => {
		const size = 2 ** (32 - bits);
		return Math.floor(address / size) === Math.floor(toNumber(first) / size);
	});
}

function toNumber(ipv4: string): number {
	return ipv4.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}
