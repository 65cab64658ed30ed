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

	it.each([
		['cometApiRunwayApi', 'right key', 'good', '', 'OK', 'Connection successful!'],
		// n8n 1.x has words of its own for what it cannot look into; of the unreachable host 2.x shows the bare code.
		['cometApiRunwayApi', 'wrong key', 'wrong-key', '', 'Error', /CometAPI does not accept this key|Authorization failed - please check your credentials/],
		['cometApiRunwayApi', 'host that cannot be reached', 'good', 'http://127.0.0.1:1', 'Error', /ECONNREFUSED|refused the connection/],
		['aiVideoApi', 'right key', 'good', '', 'OK', 'The key is accepted'],
		['aiVideoApi', 'wrong key', 'wrong-key', '', 'Error', 'AI Video API does not accept this key'],
		['aiVideoApi', 'host that cannot be reached', 'good', 'http://127.0.0.1:1', 'Error', 'http://127.0.0.1:1 cannot be reached'],
	])('the test of %s with a %s', async (type, _, apiKey, elsewhere, status, message) => {
		const { client } = stage.lab;
		const credential = await client.createCredential(type, `${type} ${apiKey}`, { apiKey, baseUrl: elsewhere || stage.simulator.url });
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
