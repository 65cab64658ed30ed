import { itemsOf } from '../../playground/lab/client.ts';
import { credentialsFor, OFFICIAL, openStage, play, type Stage } from './stage.ts';
import { lines } from './support.ts';

const GUARDED = { N8N_SSRF_PROTECTION_ENABLED: 'true' };
/** n8n then gives its own name and port instead of the lab's 127.0.0.1. */
const BY_NAME = { ...GUARDED, WEBHOOK_URL: '' };

const guarding = lines.filter((line) => line !== '1.x');

(guarding.length > 0 ? describe.each(guarding) : describe.skip.each(lines))('Suspend Until Finished under the SSRF protection of n8n %s', (line) => {
	let stage: Stage;
	let env: Record<string, string> = BY_NAME;

	beforeAll(async () => {
		stage = await openStage(line, () => env);
	});
	afterAll(async () => await stage?.close());

	/** The API lies at the same host as n8n, so that what is allowed for the one lets the other through. */
	async function suspended(name: string, environment: Record<string, string>, host = '127.0.0.1') {
		env = environment;
		await stage.lab.restart();
		stage.credentials = await credentialsFor(stage.lab, stage.simulator.url.replace('127.0.0.1', host));
		const parameters = { ...OFFICIAL, download: false };
		return await stage.lab.client.waitForExecution(await play(stage, { name, prompts: ['sim(seconds=2)'], parameters }));
	}

	it.each([
		['name', BY_NAME, /at http:\/\/localhost:\d+,/, 'Allow localhost in N8N_SSRF_ALLOWED_HOSTNAMES'],
		['number', GUARDED, /at http:\/\/127\.0\.0\.1:\d+,/, 'Allow 127.0.0.1/32 in N8N_SSRF_ALLOWED_IP_RANGES'],
	])('is refused before anything is paid where n8n has a private address, with the setting that mends it: a %s', async (name, environment, address, advice) => {
		const { error } = await suspended(name, environment);
		expect(error?.message).toMatch(address);
		expect(error?.description).toContain('Nothing was sent. Its SSRF protection blocks the address.');
		expect(error?.description).toContain(advice);
		expect(stage.simulator.requests).toEqual([]);
	});

	it.each([
		['name', { ...BY_NAME, N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost' }, 'localhost'],
		['number', { ...GUARDED, N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32' }, '127.0.0.1'],
	])('works once that is set: a %s', async (name, environment, host) => {
		const execution = await suspended(`allowed ${name}`, environment, host);
		expect(itemsOf(execution, 'After')).toMatchObject([{ json: { status: 'succeeded', format: 'official' } }]);
	});
});
