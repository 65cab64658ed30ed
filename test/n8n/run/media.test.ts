import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

import { type BinaryMode, runWorkflow, storeBinary, useBinaryStore, readBinary } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { posts, useSimulator } from '../../support/engine/scene.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

const scene = useSimulator();
const png = readFileSync(join(import.meta.dirname, '../../../playground/simulator/assets/result.png'));

async function run(content: Buffer, mimeType: string, parameters = {}) {
	const file: IBinaryData = await storeBinary(content, 'portrait', mimeType);
	const items: INodeExecutionData[] = [{ json: {}, binary: { photo: file } }];
	return await runWorkflow({
		parameters: {
			...parametersOf('video.imageToVideo', {}),
			promptImageSource: 'binary',
			promptImageBinary: 'photo',
			...parameters,
		},
		items,
		credentials: scene.credentials,
	});
}

describe.each<BinaryMode>(['default', 'filesystem'])('with n8n keeping files in mode %s', (mode) => {
	beforeEach(async () => await useBinaryStore(mode));

	it('a binary field goes out as a data URI, and the result comes back byte for byte', async () => {
		const { output, error } = await run(png, 'image/png');
		expect(error).toBeUndefined();
		expect(posts(scene.simulator)[0]?.body).toMatchObject({ promptImage: `data:image/png;base64,${png.toString('base64')}` });
		const { taskId } = output[0]?.json ?? {};
		const file = output[0]?.binary?.data as IBinaryData;
		expect(file).toMatchObject({ fileName: `runway-${String(taskId)}.mp4`, mimeType: 'video/mp4' });
		expect((await readBinary(file)).equals(scene.simulator.fileFor(String(taskId)))).toBe(true);
	});

	it('a file that came without a type is known by its content', async () => {
		await run(png, 'application/octet-stream');
		expect(posts(scene.simulator)[0]?.body).toMatchObject({ promptImage: expect.stringMatching(/^data:image\/png;/) });
	});

	it.each([
		['is too large', Buffer.concat([png, Buffer.alloc(4 * 1024 * 1024)]), 'image/png', {}, /file in “photo” is too large to send as a file: 5\.3 MB once encoded, the limit is 5\.0 MB/],
		['is a document', Buffer.from('%PDF-1.7'), 'application/pdf', {}, /must be a JPEG, PNG or WebP image, it is application\/pdf/],
		['is a GIF', Buffer.from('GIF89a....'), 'image/gif', {}, /must be a JPEG, PNG or WebP image, it is image\/gif/],
		['is not there', png, 'image/png', { promptImageBinary: 'other' }, /other/],
	])('one that %s is refused before anything is sent', async (_, content, mimeType, parameters, message) => {
		const { error } = await run(content, mimeType, parameters);
		expect(error?.message).toMatch(message);
		expect(scene.simulator.requests).toHaveLength(0);
	});
});

it('several results go to numbered fields', async () => {
	await useBinaryStore('filesystem');
	const { output } = await runWorkflow({
		parameters: { ...parametersOf('video.imageToVideo', { promptImage: 'https://example.com/a.jpg', promptText: 'sim(outputs=3)' }), binaryPropertyName: 'clip' },
		credentials: scene.credentials,
	});
	expect(Object.keys(output[0]?.binary ?? {})).toEqual(['clip', 'clip_1', 'clip_2']);
});

it('a finished task is delivered without its file when that is turned off', async () => {
	const { output, run: execution } = await runWorkflow({
		parameters: { ...parametersOf('video.imageToVideo', { promptImage: 'https://example.com/a.jpg' }), download: false },
		credentials: scene.credentials,
	});
	expect(output[0]?.binary).toBeUndefined();
	expect(output[0]?.json.url).toMatch(/^http/);
	expect(JSON.stringify(execution.data.resultData.runData.Runway?.[0]?.hints)).toContain('stop working after a day or two');
});
