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
		['cometApiRunwayApi', 'right key', 'good', '', 'OK'],
		['cometApiRunwayApi', 'wrong key', 'wrong-key', '', 'Error'],
		['cometApiRunwayApi', 'host that cannot be reached', 'good', 'http://127.0.0.1:1', 'Error'],
		['aiVideoApi', 'right key', 'good', '', 'OK'],
		['aiVideoApi', 'wrong key', 'wrong-key', '', 'Error'],
		['aiVideoApi', 'host that cannot be reached', 'good', 'http://127.0.0.1:1', 'Error'],
	])('the test of %s with a %s', async (type, _, apiKey, elsewhere, status) => {
		const { client } = stage.lab;
		const credential = await client.createCredential(type, `${type} ${apiKey}`, { apiKey, baseUrl: elsewhere || stage.simulator.url });
		const tested = await client.testCredential(credential);
		expect(tested.status).toBe(status);
		if (status === 'Error') expect(tested.message).toMatch(/\w{3}/);
		expect(JSON.stringify(tested)).not.toContain('wrong-key');
	});

	it('the list of models, searched', async () => {
		const { results } = await stage.lab.client.resourceLocatorResults({
			nodeType: RUNWAY,
			path: 'parameters.model',
			methodName: 'model',
			parameters: { resource: 'video', operation: 'imageToVideo' },
			credentials: stage.credentials,
			filter: 'gen',
		});
		expect(results.map(({ value }) => value)).toEqual(expect.arrayContaining(['gen4_turbo', 'gen4.5']));
		expect(results.map(({ value }) => value)).not.toContain('veo3');
	});

	it('a model typed by hand is sent as it is', async () => {
		const parameters = {
			resource: 'video',
			operation: 'imageToVideo',
			promptImage: 'https://example.com/a.jpg',
			promptText: 'by hand',
			model: { __rl: true, mode: 'id', value: 'gen5_of_tomorrow' },
			completion: 'none',
		};
		const id = await run(stage, workflow('By hand', [manualTrigger(), runway('Runway', parameters, { credentials: stage.credentials })]));
		const execution = await stage.lab.client.waitForExecution(id);
		expect(itemsOf(execution, 'Runway')[0]?.json).toMatchObject({ status: 'queued' });
		expect(stage.simulator.ledger.charges.at(-1)?.body).toMatchObject({ model: 'gen5_of_tomorrow' });
	});
});
