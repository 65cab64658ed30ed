import type { Scenario } from '../../playground/simulator/index.ts';
import { aiVideo, comet, type Family, paths, simulatorClient, wishes } from '../support/simulatorClient.ts';

let client: Awaited<ReturnType<typeof simulatorClient>>;

beforeAll(async () => {
	client = await simulatorClient();
});
beforeEach(() => client.reset());
afterAll(() => client.simulator.close());

const anyId = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;

describe('a submission', () => {
	it.each<[string, Family, Partial<Scenario>, unknown]>([
		['official', 'official', {}, { id: anyId }],
		['pro, newer page', 'pro', {}, { code: 200, message: '', msg: 'success', data: { task_id: anyId } }],
		['pro, older page', 'pro', { proCreate: 'older' }, { code: 200, msg: '成功', data: { task_id: anyId }, exec_time: expect.any(Number) }],
		['AI Video API', 'aiVideo', {}, { uuid: anyId, status: 'Task is in queue' }],
	])('is answered as documented: %s', async (_, family, scenario, expected) => {
		client.simulator.setScenario(scenario);
		expect(await client.submit(family)).toMatchObject({ status: 200, body: expected });
	});

	it('is entered in the ledger once, with what was asked and by whom', async () => {
		const { body } = await client.submit('official', 'A fox');
		expect(client.simulator.ledger.charges).toEqual([
			{ taskId: Reflect.get(body as object, 'id'), key: 'key', format: 'official', operation: paths.official, body: wishes.official('A fox'), at: client.clock.nowMs },
		]);
	});

	const gatewayError = (message: string) => ({ error: { message: expect.stringContaining(message), type: 'comet_api_error' } });
	it.each<[string, string, Record<string, string>, unknown, number, unknown]>([
		['a pro body without callback_url', paths.pro, comet, { prompt: 'a', model: 'gen4' }, 400, { code: 'callback_url_empty', data: null }],
		['a pro body without prompt', paths.pro, comet, { callback_url: 'https://example.com', model: 'gen4' }, 400, { message: 'prompt is required' }],
		['an image without reference images', '/runwayml/v1/text_to_image', comet, { promptText: 'a', model: 'gen4_image' }, 400, { code: 'reference_images_empty' }],
		['a missing official field', paths.official, comet, { model: 'gen4_turbo' }, 400, { issues: [{ path: ['promptImage'] }] }],
		['an unknown official field', paths.official, comet, { ...wishes.official('a'), size: 1 }, 400, { issues: [{ code: 'unrecognized_keys', path: ['size'] }] }],
		['an unknown model', paths.official, comet, { ...wishes.official('a'), model: 'no-such' }, 503, gatewayError('No available channel for model no-such')],
		['a missing version header', paths.official, { authorization: 'Bearer key' }, wishes.official('a'), 400, gatewayError('X-Runway-Version')],
		['a wrong key', paths.official, { ...comet, authorization: 'Bearer wrong' }, wishes.official('a'), 401, gatewayError('Invalid Token')],
		['a CometAPI key without Bearer', paths.pro, { ...comet, authorization: 'key' }, wishes.pro('a'), 401, gatewayError('Invalid Token')],
		['an AI Video key with Bearer', paths.aiVideo, comet, wishes.aiVideo('a'), 401, { detail: 'Invalid API key' }],
		['an empty AI Video prompt', paths.aiVideo, aiVideo, { text_prompt: '' }, 422, { detail: [{ loc: ['body', 'text_prompt'], msg: 'The prompt text cannot be empty.' }] }],
		['a model that AI Video refuses', paths.aiVideo, aiVideo, { text_prompt: 'a', model: 'gen4' }, 422, { detail: [{ loc: ['body', 'model'] }] }],
		['a misspelt directive', paths.aiVideo, aiVideo, { text_prompt: 'sim(second=1)' }, 400, { error: { type: 'simulator_error' } }],
	])('is refused and not charged: %s', async (_, path, headers, body, status, expected) => {
		expect(await client.ask(path, headers, body)).toMatchObject({ status, body: expected });
		expect(client.chargeCount()).toBe(0);
	});

	it.each<[string, Scenario['wrongPath'], number]>([
		['a redirect to the web site', 'redirect', 301],
		['an HTML page', 'html', 200],
	])('to a wrong path of CometAPI gets %s', async (_, wrongPath, status) => {
		client.simulator.setScenario({ wrongPath });
		const seen = await client.ask('/runwayml/v1/upscale_video', comet, {});
		expect(seen).toMatchObject({ status, body: expect.stringContaining('<html>') });
	});
});

describe('from another process', () => {
	it('steers, reads and resets over HTTP', async () => {
		expect(await client.ask('/_simulator/scenario', {}, { seconds: 9 })).toMatchObject({ status: 200, body: { seconds: 9 } });
		const taskId = await client.started('official');
		expect((await client.ask('/_simulator/ledger', {})).body).toMatchObject({ charges: [{ taskId }] });
		await client.ask('/_simulator/reset', {}, {});
		expect((await client.ask('/_simulator/ledger', {})).body).toEqual({ charges: [] });
		expect(client.simulator.requests).toEqual([]);
	});

	it.each([
		['/v1/models', comet, { object: 'list', data: [{ id: 'gen4_turbo' }] }],
		['/api/models', {}, { success: true, page: 1 }],
	])('lists models at %s', async (path, headers, expected) => {
		expect((await client.ask(path, headers as Record<string, string>)).body).toMatchObject({ ...expected, data: expect.arrayContaining([expect.objectContaining({ id: 'gen4_turbo' })]) });
	});
});
