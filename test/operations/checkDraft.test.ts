import { checkDraft } from '../../nodes/Runway/operations/checkDraft.ts';
import type { Field } from '../../nodes/Runway/operations/operation.ts';
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

/** A field of which nothing matters but its type. */
function field(type: Field['property']['type'], defaultValue: Field['property']['default']): Field {
	return { name: 'value', property: { displayName: 'Value', type, default: defaultValue } };
}

const text = field('string', '');
const number = field('number', 0);
const flag = field('boolean', false);
const json = field('json', '{}');
const list: Field = { ...field('fixedCollection', {}), entries: { media: { kind: 'image' }, fields: [{ ...text, name: 'uri' }, { ...number, name: 'weight' }] } };

describe('a value reaches the request in the type that the API wants', () => {
	it.each<[string, Field, unknown, unknown]>([
		['a text without the space around it', text, ' A cat ', 'A cat'],
		['a text of figures as it is', text, '007', '007'],
		['a text that looks like a switch as it is', text, 'true', 'true'],
		['a prompt that a sheet made a number of', text, 2001, '2001'],
		['a number', number, 0, 0],
		['a number in a text', number, ' 10 ', 10],
		['a word for a number as it is, for its check to refuse', number, 'ten', 'ten'],
		['a switch', flag, false, false],
		['a switch in a text', flag, 'true', true],
		['a switch that is off, in a text', flag, 'false', false],
		['a figure for a switch as it is, for its check to refuse', flag, '1', '1'],
		['JSON in a text', json, '{"a":[1,null,true]}', { a: [1, null, true] }],
		['JSON of an expression', json, { a: { b: ['c'] } }, { a: { b: ['c'] } }],
		['JSON without what is not set in it', json, { a: undefined, b: 1 }, { b: 1 }],
		['JSON that is none as its text, for its check to refuse', json, '{a', '{a'],
		['what JSON does not know as a text', json, { size: 10n }, { size: '10' }],
		['each entry of a list', list, [{ uri: ' a ', weight: '2' }, { uri: 'b' }], [{ uri: 'a', weight: 2 }, { uri: 'b' }]],
		['an entry that is none as an empty one', list, ['a'], [{}]],
		['a list that is none as it is', list, 'a', 'a'],
	])('%s', (_, given, value, expected) => {
		expect(checkDraft([given], { value })).toEqual({ values: { value: expected } });
	});

	it.each<[string, Field, unknown]>([
		['nothing', text, undefined],
		['null', text, null],
		['an empty text', text, ''],
		['white space', text, ' '],
		['white space for a number', number, ' '],
		['an empty list', list, []],
		['an empty text for JSON', json, ''],
	])('and is left out when it is %s', (_, given, value) => {
		expect(checkDraft([given], { value })).toEqual({ values: {} });
	});

	it('but what is not allowed, or missing where it is required, stops all', () => {
		const refused: Field = { ...text, check: () => 'must be another' };
		const required: Field = { ...text, property: { ...text.property, required: true } };
		expect(checkDraft([number, refused], { value: '5' })).toEqual({ displayName: 'Value', problem: 'must be another' });
		expect(checkDraft([required], {})).toEqual({ displayName: 'Value', problem: 'is required, it is empty' });
		expect(checkDraft([{ ...required, check: () => 'must be another' }], { value: ' ' })).toEqual({ displayName: 'Value', problem: 'is required, it is empty' });
	});
});
