import { itemsOf } from '../../playground/lab/client.ts';
import { manualTrigger, RUNWAY, runway, workflow } from '../../playground/lab/workflow.ts';
import { openStage, run, type Stage } from './stage.ts';
import { lines } from './support.ts';

describe.each(lines)('what the editor asks for on n8n %s', (line) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage(line);
	});
	afterAll(async () => await stage.close());

	const simulator = () => stage.simulator.url;
	const n8n = () => stage.lab.server.url;
	it.each([
		['cometApiRunwayApi', 'right key', 'good', simulator, 'OK', 'The key is accepted'],
		['cometApiRunwayApi', 'wrong key', 'wrong-key', simulator, 'Error', 'CometAPI does not accept this key'],
		['cometApiRunwayApi', 'host that cannot be reached', 'good', () => 'http://127.0.0.1:1', 'Error', 'Nothing listens at 127.0.0.1:1: check the Base URL'],
		['cometApiRunwayApi', 'Base URL of n8n itself', 'good', n8n, 'Error', /does not answer as CometAPI does/],
		['cometApiRunwayApi', 'path in the Base URL', 'good', () => `${simulator()}/v1`, 'Error', /leads to another address.* which needs no path$/],
		['cometApiRunwayApi', 'server that speaks no https', 'good', () => simulator().replace('http:', 'https:'), 'Error', /^No secure connection to 127\.0\.0\.1/],
		['cometApiRunwayApi', 'malformed Base URL', 'good', () => 'api.cometapi.com', 'Error', 'The Base URL is not a web address such as https://api.cometapi.com'],
		['aiVideoApi', 'right key', 'good', simulator, 'OK', 'The key is accepted'],
		['aiVideoApi', 'wrong key', 'wrong-key', simulator, 'Error', 'AI Video API does not accept this key'],
		['aiVideoApi', 'key with its header', 'Bearer good', simulator, 'Error', /^The API key starts with “Bearer”/],
		['aiVideoApi', 'host that cannot be reached', 'good', () => 'http://127.0.0.1:1', 'Error', 'Nothing listens at 127.0.0.1:1: check the Base URL'],
		['aiVideoApi', 'Base URL of n8n itself', 'good', n8n, 'Error', /does not answer as AI Video API does/],
	])('the test of %s with a %s', async (type, what, apiKey, baseUrl, status, message) => {
		const { client } = stage.lab;
		const credential = await client.createCredential(type, `${type} ${what}`, { apiKey, baseUrl: baseUrl() });
		const tested = await client.testCredential(credential);
		expect(tested).toMatchObject({ status, message: expect.stringMatching(message) });
		expect(JSON.stringify(tested)).not.toContain('wrong-key');
	});

	it.each([
		{ list: 'model', operation: 'imageToVideo', filter: '', found: ['gen4_turbo', 'gen4.5', 'veo3.1'], missing: 'gen4_image' },
		{ list: 'model', operation: 'imageToVideo', filter: 'VEO', found: ['veo3.1', 'veo3.1_fast', 'veo3'], missing: 'gen4_turbo' },
		{ list: 'model', operation: 'upscale', filter: 'frame rate', found: ['enhance_frame_rate'], missing: 'upscale_v1' },
		{ list: 'ratio', operation: 'imageToVideo', filter: '', found: ['1280:720', '720:1280'], missing: 'gen4_turbo' },
		{ list: 'ratio', operation: 'imageToVideo', filter: '720:', found: ['720:1280'], missing: '960:960' },
	])('the list of $list of $operation, searched for "$filter"', async ({ list, operation, filter, found, missing }) => {
		const { results } = await stage.lab.client.resourceLocatorResults({
			nodeType: RUNWAY,
			path: `parameters.${list}`,
			methodName: list,
			parameters: { resource: 'video', operation },
			credentials: stage.credentials,
			...(filter && { filter }),
		});
		const values = results.map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(found));
		expect(values).not.toContain(missing);
		for (const { name } of results) expect(name).toMatch(/^\S.*\S$/);
	});

	it('a model and a ratio typed by hand are sent as they are', async () => {
		const parameters = {
			resource: 'video',
			operation: 'imageToVideo',
			promptImage: 'https://example.com/a.jpg',
			promptText: 'by hand',
			model: { __rl: true, mode: 'id', value: 'gen5_of_tomorrow' },
			ratio: { __rl: true, mode: 'id', value: '3:2' },
			completion: 'none',
		};
		const id = await run(stage, workflow('By hand', [manualTrigger(), runway('Runway', parameters, { credentials: stage.credentials })]));
		const execution = await stage.lab.client.waitForExecution(id);
		expect(itemsOf(execution, 'Runway')[0]?.json).toMatchObject({ status: 'queued' });
		expect(stage.simulator.ledger.charges.at(-1)?.body).toMatchObject({ model: 'gen5_of_tomorrow', ratio: '3:2' });
	});
});
