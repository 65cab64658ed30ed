import { startsTask } from '../../nodes/Runway/operations/operation.ts';
import { allFields, image, printedExamples, required, video, videoFile } from '../fixtures/requests.ts';
import { check } from '../support/check.ts';
import { fieldsOf, keyOf, operationOf, starts } from '../support/operations.ts';

function requestOf(key: string, set: Record<string, unknown>) {
	const operation = operationOf(key);
	const checked = check(key, set);
	if (!startsTask(operation) || 'problem' in checked) throw new Error(JSON.stringify(checked));
	return operation.toRequest(checked.values);
}

describe("the vendors' example bodies come out of what a user sets", () => {
	it.each(printedExamples)('$key', ({ key, set, path, body }) => {
		expect(requestOf(key, set)).toEqual({ method: 'POST', path, body });
	});
});

describe('every field of every endpoint reaches the body', () => {
	it.each(allFields)('$key', ({ key, set, path, body }) => {
		expect(requestOf(key, set)).toEqual({ method: 'POST', path, body });
	});

	it.each(starts.map(keyOf))('no field of %s is left out of its row', (key) => {
		const set = allFields.find((row) => row.key === key)?.set ?? {};
		const names = fieldsOf(operationOf(key)).map(({ name }) => name);
		expect(Object.keys(set).sort()).toEqual(names.sort());
	});
});

describe('what the user did not set is not sent', () => {
	it.each([
		['video.imageToVideo', { promptImage: image, model: 'gen4_turbo', ratio: '1280:720', duration: 5 }],
		[
			'video.characterPerformance',
			{
				character: { type: 'image', uri: image },
				reference: { type: 'video', uri: video },
				model: 'act_two',
				ratio: '1280:720',
			},
		],
		['video.upscale', { videoUri: video, model: 'upscale_v1' }],
		[
			'image.textToImage',
			{ promptText: 'A cat', referenceImages: [{ uri: image }], model: 'gen4_image', ratio: '1280:720' },
		],
		['proVideo.generate', { prompt: 'A cat', model: 'gen4' }],
		['proVideo.videoToVideo', { video, prompt: 'Pixels', model: 'gen4', options: {} }],
		['aiVideo.textToVideo', { text_prompt: 'A cat' }],
		['aiVideo.extend', { uuid: 'abc', text_prompt: 'On and on' }],
	])('%s', (key, body) => {
		expect(requestOf(key, required[key] ?? {}).body).toEqual(body);
	});

	it.each([undefined, null, '', ' '])('a value of %p counts as not set', (watermark) => {
		const { body } = requestOf('video.imageToVideo', { promptImage: image, watermark });
		expect(body).not.toHaveProperty('watermark');
	});

	it('an image for AI Video without a prompt goes to the endpoint without a prompt', () => {
		expect(requestOf('aiVideo.imageToVideo', { img_prompt: image, text_prompt: '  ' })).toEqual({
			method: 'POST',
			path: '/runway/generate/image',
			body: { img_prompt: image },
		});
	});

	it('camera motion alone is sent without the other options', () => {
		expect(requestOf('proVideo.generate', { prompt: 'A cat', motion_x: 1 }).body).toEqual({
			prompt: 'A cat',
			model: 'gen4',
			options: { motion_vector: { x: 1 } },
		});
	});
});

describe('values are understood the way people hand them over', () => {
	it.each([
		['video.imageToVideo', { duration: ' 10 ' }, { duration: 10 }],
		['video.imageToVideo', { watermark: 'true' }, { watermark: true }],
		['video.imageToVideo', { promptText: 2001 }, { promptText: '2001' }],
		['video.imageToVideo', { model: 'a-model-of-tomorrow', ratio: '1:2' }, { model: 'a-model-of-tomorrow', ratio: '1:2' }],
		['video.imageToVideo', { furtherFields: '{"model":"mine"}' }, { model: 'mine' }],
		['aiVideo.textToVideo', { time: '10' }, { time: 10 }],
		['proVideo.videoToVideo', { seconds: '5' }, { options: { seconds: 5 } }],
		['video.characterPerformance', { character: videoFile }, { character: { type: 'video', uri: videoFile } }],
	])('%s: %j', (key, set, body) => {
		expect(requestOf(key, { ...required[key], ...set }).body).toMatchObject(body);
	});
});
