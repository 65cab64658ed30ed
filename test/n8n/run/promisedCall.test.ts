import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import { required } from '../../fixtures/requests.ts';
import { runWorkflow, type Scene } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { posts, useSimulator } from '../../support/engine/scene.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

const scene = useSimulator();

/** Calls that arrived at the address of the user, and how the next ones are answered; 0 is a broken connection. */
const heard: Array<{ method: string | undefined; path: string | undefined; key: unknown; body: unknown; isEnded: boolean }> = [];
const answers: number[] = [];
let server: Server;
let callbackUrl: string;

beforeAll(async () => {
	server = createServer(async (request, response) => {
		const { method, url: path, headers } = request;
		const body = method === 'POST' ? await json(request) : undefined;
		const isEnded = scene.simulator.ledger.charges.every(({ taskId }) => (scene.simulator.tasks.get(taskId)?.finishedAt ?? Infinity) <= Date.now());
		heard.push({ method, path, key: headers.authorization, body, isEnded });
		const status = answers.shift() ?? 200;
		if (status === 0) request.socket.destroy();
		else response.writeHead(status).end('{}');
	}).listen(0, '127.0.0.1');
	await new Promise((listening) => server.once('listening', listening));
	callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
beforeEach(() => {
	heard.length = answers.length = 0;
});
afterAll(() => {
	server.close();
	server.closeAllConnections();
});

function sceneOf(prompt: string, completion: 'none' | 'wait', options = {}, more: Partial<Scene> = {}): Scene {
	const values = { promptImage: 'https://example.com/a.jpg', promptText: prompt };
	const parameters = { ...parametersOf('video.imageToVideo', values, { callbackUrl, ...options }), completion };
	return { parameters, credentials: scene.credentials, ...more };
}

async function calls(count: number) {
	const deadline = Date.now() + 8_000;
	while (heard.length < count && Date.now() < deadline) await new Promise((wake) => setTimeout(wake, 20));
	// A call too many would come right behind the others: the clock of the watch is fast.
	await new Promise((wake) => setTimeout(wake, 600));
	return heard;
}

const taskIds = () => scene.simulator.ledger.charges.map(({ taskId }) => taskId);

describe('the call that an API does not make', () => {
	it.each([
		['a success', 'sim(seconds=0.6)'],
		['a failure', 'sim(seconds=0.6,fail=SAFETY.INPUT.TEXT)'],
	])('is made once when the task has ended in %s, although nobody waits for it', async (_, prompt) => {
		const { output } = await runWorkflow(sceneOf(prompt, 'none'));
		expect(output[0]?.json).toMatchObject({ status: 'queued' });
		expect(heard).toEqual([]);
		expect(await calls(1)).toEqual([{ method: 'POST', path: '/hook', key: undefined, body: { task_id: taskIds()[0] }, isEnded: true }]);
	}, 20_000);

	it.each(['video.imageToVideo', 'image.textToImage'])('is not asked of that API, which would refuse the field: %s', async (key) => {
		const parameters = { ...parametersOf(key, required[key] ?? {}, { callbackUrl }), completion: 'none' };
		await runWorkflow({ parameters, credentials: scene.credentials });
		expect(posts(scene.simulator)[0]?.body).not.toHaveProperty('callback_url');
		expect(await calls(1)).toHaveLength(1);
	}, 20_000);

	it.each([
		['the vendor of the pro format', 'proVideo.generate'],
		['AI Video API', 'aiVideo.textToVideo'],
	])('is not made where %s makes it', async (_, key) => {
		const values = { prompt: 'sim(callbacks=off)', text_prompt: 'sim(callbacks=off)' };
		const parameters = { ...parametersOf(key, values, { callbackUrl }), completion: 'none' };
		await runWorkflow({ parameters, credentials: scene.credentials });
		expect(posts(scene.simulator)[0]?.body).toMatchObject({ callback_url: callbackUrl });
		expect(await calls(0)).toEqual([]);
	}, 20_000);

	it('is made after the wait where the node waits', async () => {
		const { output } = await runWorkflow(sceneOf('sim(seconds=0.3)', 'wait'));
		expect(output[0]?.json).toMatchObject({ status: 'succeeded' });
		expect(await calls(1)).toMatchObject([{ body: { task_id: taskIds()[0] }, isEnded: true }]);
	}, 20_000);

	it('is made at the end also where the wait was shorter than the task', async () => {
		const { error } = await runWorkflow(sceneOf('sim(seconds=1)', 'wait', { timeoutMinutes: 0.3 }));
		expect(error?.message).toContain('not finished');
		expect(await calls(1)).toMatchObject([{ body: { task_id: taskIds()[0] }, isEnded: true }]);
	}, 20_000);

	it('is repeated while nobody listens, and no longer than until somebody has', async () => {
		answers.push(409, 503, 0, 200);
		await runWorkflow(sceneOf('x', 'none'));
		expect((await calls(4)).map(({ body }) => body)).toEqual(Array.from({ length: 4 }, () => ({ task_id: taskIds()[0] })));
	}, 20_000);

	it('is not repeated where its address is none', async () => {
		answers.push(404);
		await runWorkflow(sceneOf('x', 'none'));
		expect(await calls(1)).toHaveLength(1);
	}, 20_000);

	it('is promised again when a retry by hand picks the task up, since the first promise may have died with its process', async () => {
		const items = ['sim(seconds=0.2)', 'sim(submit=401)'].map((prompt) => ({ json: { prompt } }));
		const first = await runWorkflow(sceneOf('={{ $json.prompt }}', 'none', {}, { items }));
		expect(first.error).toBeDefined();
		expect(await calls(1)).toHaveLength(1);
		const again = await runWorkflow(sceneOf('={{ $json.prompt.replace("submit=401", "") }}', 'none', {}, { items, retryOf: first.run.data }));
		expect(again.output.map(({ json: { taskId } }) => taskId)).toEqual(taskIds());
		expect((await calls(3)).map(({ body }) => body)).toEqual(expect.arrayContaining(taskIds().map((task_id) => ({ task_id }))));
		expect(heard).toHaveLength(3);
	}, 20_000);
});
