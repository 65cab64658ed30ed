import { toNetworkOutcome } from '../../../nodes/Runway/n8n/context/http.ts';

const failure = (details: object) => Object.assign(new Error('It did not work'), details);

describe('a request without an answer', () => {
	it.each([
		['the port is closed', { code: 'ECONNREFUSED', syscall: 'connect' }, 'noConnection'],
		['the name is unknown', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'noConnection'],
		['there is no way to the host', { code: 'EHOSTUNREACH', syscall: 'connect' }, 'noConnection'],
		['the certificate is not accepted', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'noConnection'],
		['n8n’s guard blocks the address', { name: 'SsrfBlockedIpError' }, 'noConnection'],
		['the way to the host broke off while it was sent', { code: 'EHOSTUNREACH', syscall: 'write' }, 'lost'],
		['the network went away while the answer was waited', { code: 'ENETUNREACH', syscall: 'read' }, 'lost'],
		['the connection was reset', { code: 'ECONNRESET' }, 'lost'],
		['it took too long', { code: 'ECONNABORTED' }, 'lost'],
		['nobody knows why', {}, 'lost'],
		['the execution was stopped', { code: 'ERR_CANCELED' }, 'cancelled'],
	])('because %s', (_, details, kind) => {
		expect(toNetworkOutcome(failure(details))).toMatchObject({ kind });
		expect(toNetworkOutcome(failure({ cause: failure(details) }))).toMatchObject({ kind });
	});
});
