import { image, imageFile, required, videoFile } from '../fixtures/requests.ts';
import { check } from '../support/check.ts';

const tooMuch = `data:image/png;base64,${'A'.repeat(5 * 1024 * 1024)}`;

function linkOnly(kind: string): string {
	return `takes a URL only, not a file. Upload the ${kind} first (for example with the S3, Google Drive or FTP node), make it readable for everyone and use its web address`;
}

const badValues: Array<[key: string, set: Record<string, unknown>, sentence: string]> = [
	['video.imageToVideo', { promptImage: '' }, 'Image is required, it is empty'],
	['video.imageToVideo', { model: '' }, 'Model is required, it is empty'],
	['video.imageToVideo', { promptText: 'x'.repeat(513) }, 'Prompt must have at most 512 characters, it has 513'],
	['video.imageToVideo', { promptText: '🐈'.repeat(257) }, 'Prompt must have at most 512 characters, it has 514'],
	['video.imageToVideo', { duration: 2.5 }, 'Duration (Seconds) must be a whole number from 2 to 15, it is 2.5'],
	['video.imageToVideo', { duration: 'long' }, 'Duration (Seconds) must be a whole number from 2 to 15, it is “long”'],
	['video.imageToVideo', { seed: 1_000_000_000 }, 'Seed must be a whole number from 0 to 999999999, it is 1000000000'],
	['video.imageToVideo', { seed: -1 }, 'Seed must be a whole number from 0 to 999999999, it is -1'],
	['video.imageToVideo', { watermark: 'yes' }, 'Watermark must be true or false, it is “yes”'],
	[
		'video.imageToVideo',
		{ promptImage: 'ftp://example.com/a.jpg' },
		'Image must be a web address that starts with https:// or http://, it is “ftp://example.com/a.jpg”',
	],
	[
		'video.imageToVideo',
		{ promptImage: videoFile },
		`Image must be a web address that starts with https:// or http://, it is “${videoFile}”`,
	],
	[
		'video.imageToVideo',
		{ promptImage: tooMuch },
		'Image is too large to send as a file: 5.0 MB once encoded, the limit is 5.0 MB. Put the file on a web server and give its URL instead',
	],
	[
		'video.imageToVideo',
		{ furtherFields: '[1]' },
		'Further Fields (JSON) must be a JSON object such as {"audio": true}, it is [1]',
	],
	[
		'video.imageToVideo',
		{ furtherFields: 'audio' },
		'Further Fields (JSON) must be a JSON object such as {"audio": true}, it is “audio”',
	],
	['video.videoToVideo', { promptText: 'x'.repeat(1001) }, 'Prompt must have at most 1000 characters, it has 1001'],
	['video.videoToVideo', { promptText: ' ' }, 'Prompt is required, it is empty'],
	['video.videoToVideo', { seed: 4_294_967_296 }, 'Seed must be a whole number from 0 to 4294967295, it is 4294967296'],
	[
		'video.videoToVideo',
		{ publicFigureThreshold: 'high' },
		'Public Figure Threshold must be one of auto, low, it is “high”',
	],
	['video.videoToVideo', { references: [{ uri: image }, { uri: '' }] }, 'Reference Images entry 2: URL is required, it is empty'],
	['video.characterPerformance', { characterType: 'dog' }, 'Character Type must be one of image, video, it is “dog”'],
	['video.characterPerformance', { expressionIntensity: 6 }, 'Expression Intensity must be a whole number from 1 to 5, it is 6'],
	[
		'video.characterPerformance',
		{ reference: imageFile },
		`Performance must be a web address that starts with https:// or http://, it is “${imageFile}”`,
	],
	[
		'video.upscale',
		{ videoUri: videoFile },
		`Video URL ${linkOnly('video')}`,
	],
	['proVideo.generate', { image: imageFile }, `Image URL ${linkOnly('image')}`],
	['proVideo.generate', { last_image: imageFile }, `Last Image URL ${linkOnly('image')}`],
	['proVideo.videoToVideo', { video: videoFile }, `Video URL ${linkOnly('video')}`],
	['proVideo.actOne', { video: videoFile }, `Video URL ${linkOnly('video')}`],
	['proVideo.actOne', { image: imageFile }, `Image URL ${linkOnly('image')}`],
	['aiVideo.videoToVideo', { video_prompt: videoFile }, `Video URL ${linkOnly('video')}`],
	['image.textToImage', { referenceImages: [] }, 'Reference Images is required, it is empty'],
	[
		'image.textToImage',
		{ referenceImages: Array.from({ length: 4 }, () => ({ uri: image })) },
		'Reference Images must have at most 3 entries, it has 4',
	],
	['proVideo.generate', { prompt: '' }, 'Prompt is required, it is empty'],
	['proVideo.generate', { prompt: { text: 'A cat' } }, 'Prompt must be a text, it is {"text":"A cat"}'],
	['proVideo.generate', { seconds: 7 }, 'Duration must be one of 5, 10, it is 7'],
	['proVideo.generate', { motion_x: 'left' }, 'Camera X must be a number, it is “left”'],
	['proVideo.videoToVideo', { structure_transformation: 1.1 }, 'Structure Transformation must be a number from 0 to 1, it is 1.1'],
	['aiVideo.textToVideo', { time: 6 }, 'Duration must be one of 4, 5, 10, it is 6'],
	['aiVideo.textToVideo', { width: 0 }, 'Width must be a whole number from 1 to 4096, it is 0'],
	['aiVideo.extend', { uuid: '' }, 'Task ID is required, it is empty'],
	['task.get', { taskId: ' ' }, 'Task ID is required, it is empty'],
];

describe('a bad value gets a sentence that says what is allowed', () => {
	it.each(badValues.map(([key, set, sentence]) => ({ key, set, sentence })))('$key: $sentence', ({ key, set, sentence }) => {
		const checked = check(key, { ...required[key], ...set });
		expect('problem' in checked && `${checked.displayName} ${checked.problem}`).toBe(sentence);
	});
});
