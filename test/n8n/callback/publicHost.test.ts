import { isPublicHost } from '../../../nodes/Runway/n8n/callback/publicHost.ts';

describe('a host that the internet reaches', () => {
	it.each([
		'https://n8n.example.com/x',
		'https://n8n.example.com./x',
		'https://localhost.example.com/x',
		'https://my-local.dev/x',
		'https://8.8.8.8/x',
		'http://172.15.0.1/x',
		'http://172.32.0.1/x',
		'http://100.63.0.1/x',
		'http://100.128.0.1/x',
		'http://192.167.0.1/x',
		'http://223.255.255.255/x',
		'http://[2606:4700:4700::1111]/x',
		'http://[2a00:1450:4001:80b::200e]:5678/x',
		'http://[::ffff:8.8.8.8]/x',
	])('%s', (url) => {
		expect(isPublicHost(url)).toBe(true);
	});
});

describe('a host that the internet does not reach', () => {
	it.each([
		'http://localhost:5678/x',
		'http://localhost.:5678/x',
		'http://n8n:5678/x',
		'http://n8n.:5678/x',
		'http://app.localhost/x',
		'http://nas.local/x',
		'http://nas.local./x',
		'http://NAS.LAN/x',
		'http://nas.home/x',
		'http://nas.home.arpa/x',
		'http://home.arpa/x',
		'http://metadata.google.internal/x',
		'http://n8n.test/x',
		'http://127.0.0.1/x',
		'http://127.1/x',
		'http://2130706433/x',
		'http://0x7f.0.0.1/x',
		'http://0177.0.0.1/x',
		'http://10.1.2.3/x',
		'http://10.1.2.3./x',
		'http://172.16.0.1/x',
		'http://172.31.255.255/x',
		'http://192.168.1.2/x',
		'http://169.254.1.1/x',
		'http://100.64.0.1/x',
		'http://100.127.255.255/x',
		'http://198.19.0.1/x',
		'http://224.0.0.1/x',
		'http://255.255.255.255/x',
		'http://0.0.0.0/x',
		'http://[::1]/x',
		'http://[::]/x',
		'http://[fc00::1]/x',
		'http://[fd12:3456:789a::1]/x',
		'http://[fe80::1]/x',
		'http://[ff02::1]/x',
		'http://[::ffff:10.0.0.1]/x',
		'http://[::ffff:7f00:1]/x',
		'nonsense',
	])('%s', (url) => {
		expect(isPublicHost(url)).toBe(false);
	});
});
