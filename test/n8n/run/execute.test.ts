import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { printedExamples, required } from '../../fixtures/requests.ts';
import { runWorkflow } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { keyOf, starts } from '../../support/operations.ts';
import { KEY, posts, useSimulator } from '../../support/engine/scene.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

const scene = useSimulator();
const startKeys = starts.map(keyOf);
const schema: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../../nodes/Runway/__schema__/task.json'), 'utf8'));
const schemaKeys = Object.keys((schema as { properties: object }).properties);

async function run(key: string, values: Record<string, unknown>, options = {}, more = {}) {
	return await runWorkflow({ parameters: { ...parametersOf(key, values, options), ...more }, credentials: scene.credentials });
}

describe('on the real engine', () => {
	it.each(startKeys)('%s starts one task, waits for it and delivers its file', async (key) => {
		const { output, error } = await run(key, required[key] ?? {});
		expect(error).toBeUndefined();
		expect(output).toHaveLength(1);
		const [{ json, binary }] = output as [(typeof output)[0]];
		expect(json).toMatchObject({ status: 'succeeded', operation: key.split('.')[1] });
		expect(schemaKeys).toEqual(expect.arrayContaining(Object.keys(json)));
		expect(binary?.data?.mimeType).toMatch(/^(video|image)\//);
		expect(scene.simulator.ledger.charges).toHaveLength(1);
	}, 20_000);

	it.each([
		['task.get', 'proVideo.generate', 'pro'],
		['task.wait', 'video.imageToVideo', 'official'],
		['task.wait', 'proVideo.generate', 'pro'],
		['aiVideo.get', 'aiVideo.textToVideo', undefined],
		['aiVideo.wait', 'aiVideo.textToVideo', undefined],
	])('%s delivers what %s started', async (key, startKey, format) => {
		const started = await run(startKey, required[startKey] ?? {}, {}, { completion: 'none' });
		const { taskId, status } = started.output[0]?.json ?? {};
		expect(status).toBe('queued');
		await new Promise((resolve) => setTimeout(resolve, 250));
		const { output, error } = await run(key, { taskId }, {}, format ? { format } : {});
		expect(error).toBeUndefined();
		expect(output[0]?.json).toMatchObject({ taskId, status: 'succeeded' });
		expect(output[0]?.binary?.data).toBeDefined();
		expect(scene.simulator.ledger.charges).toHaveLength(1);
	}, 20_000);

	it.each(printedExamples)('the printed example of $key goes out exactly so', async ({ key, set, path, body }) => {
		await run(key, set, {}, { completion: 'none' });
		const isAiVideo = key.startsWith('aiVideo');
		const [request] = posts(scene.simulator);
		expect(request).toMatchObject({ method: 'POST', path });
		expect(request?.headers.authorization).toBe(isAiVideo ? KEY : `Bearer ${KEY}`);
		expect(request?.headers['x-runway-version']).toBe(isAiVideo ? undefined : '2024-11-06');
		const callback = key.startsWith('proVideo') ? { callback_url: 'https://example.com/webhook' } : {};
		expect(request?.body).toEqual({ ...body, ...callback });
	});

	it.each([
		['on a public name', 'https://n8n.example.com', 'https://n8n.example.com/webhook/runway-unused'],
		['without https', 'http://n8n.example.com', 'https://example.com/webhook'],
		['on a private name', 'https://n8n.local', 'https://example.com/webhook'],
		['on an address', 'https://203.0.113.7', 'https://example.com/webhook'],
	])('a pro task that nobody listens for names a callback of this n8n only when that is %s', async (_, resumeUrlBase, expected) => {
		const parameters = { ...parametersOf('proVideo.generate', { prompt: 'A cat' }), completion: 'none' };
		await runWorkflow({ parameters, credentials: scene.credentials, resumeUrlBase });
		expect(posts(scene.simulator)[0]?.body).toMatchObject({ callback_url: expected });
	});

	it('a callback URL of the user is sent as it is', async () => {
		const callbackUrl = 'https://hooks.example.com/runway?x=1';
		await run('aiVideo.textToVideo', { text_prompt: 'A cat' }, { callbackUrl }, { completion: 'none' });
		expect(posts(scene.simulator)[0]?.body).toMatchObject({ callback_url: callbackUrl });
	});
});
