import { Runway } from '../../nodes/Runway/Runway.node.ts';
import { RunwayTrigger } from '../../nodes/Runway/RunwayTrigger.node.ts';
import { operations } from '../../nodes/Runway/operations/index.ts';
import { checkDraft } from '../../nodes/Runway/operations/checkDraft.ts';
import { type Field, type Operation, startsTask } from '../../nodes/Runway/operations/operation.ts';
import { resources } from '../../nodes/Runway/operations/resources.ts';
import { isObject } from '../../nodes/Runway/task/values.ts';
import { allFields, image, imageFile, printedExamples, required, video, videoFile } from '../fixtures/requests.ts';

function keyOf({ resource, option }: Operation): string {
	return `${resource}.${option.value}`;
}

function operationOf(key: string): Operation {
	const found = operations.find((operation) => keyOf(operation) === key);
	if (!found) throw new Error(`There is no operation ${key}`);
	return found;
}

function fieldsOf(operation: Operation): Field[] {
	return startsTask(operation) ? [...operation.fields, ...operation.additionalFields] : operation.fields;
}

function defaultOf({ entries, property }: Field): unknown {
	if (entries) return [];
	return isObject(property.default) && '__rl' in property.default ? property.default.value : property.default;
}

/** What the editor hands over: the defaults of the fields on top, and what the user set. */
function check(key: string, set: Record<string, unknown>) {
	const operation = operationOf(key);
	const defaults = Object.fromEntries(operation.fields.map((field) => [field.name, defaultOf(field)]));
	return checkDraft(fieldsOf(operation), { ...defaults, ...set });
}

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

	it.each(operations.filter(startsTask).map(keyOf))('no field of %s is left out of its row', (key) => {
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

describe('the registry', () => {
	it('holds every operation of every resource once', () => {
		expect(operations.map(keyOf).sort()).toEqual(Object.keys(required).sort());
		expect(new Set(operations.map(({ resource }) => resource))).toEqual(new Set(resources.map(({ value }) => value)));
		expect(resources.map(({ value, defaultOperation }) => `${value}.${defaultOperation}`).filter((key) => !(key in required))).toEqual([]);
	});

	it('gives every operation an action and a description of its own', () => {
		const actions = operations.map(({ option }) => option.action);
		const descriptions = operations.map(({ option }) => option.description);
		expect(new Set(actions).size).toBe(operations.length);
		expect(new Set(descriptions).size).toBe(operations.length);
		expect(resources.filter(({ description }) => !description)).toEqual([]);
	});

	it.each(operations.map((operation) => ({ key: keyOf(operation), operation })))('$key reads well', ({ operation }) => {
		const fields = fieldsOf(operation);
		const nested = fields.flatMap(({ entries }) => entries?.fields ?? []);
		const all = [...fields, ...nested];
		expect([operation.option.name, ...all.map(({ property }) => property.displayName)].filter(isNotTitleCase)).toEqual([]);
		expect(operation.option.action).toMatch(/^[A-Z][^A-Z]*((AI)[^A-Z]*)?[^.]$/);
		expect(`${operation.option.action} `).not.toMatch(/\b(a|an|the) /i);
		expect(operation.option.description).toMatch(/^[A-Z].*[^.]$/);
		expect(all.filter(({ property }) => !property.description).map(({ name }) => name)).toEqual([]);
		expect(all.map(({ property }) => property.placeholder).filter((text) => text && !/^(e\.g\. |Add )/.test(text))).toEqual([]);
		expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
	});

	it.each(operations.map((operation) => ({ key: keyOf(operation), operation })))(
		'$key has defaults that pass their own check, and choices that can be picked',
		({ operation }) => {
			const refused = fieldsOf(operation)
				.filter((field) => !isEmpty(defaultOf(field)))
				.filter((field) => 'problem' in checkDraft([field], { [field.name]: defaultOf(field) }));
			expect(refused.map(({ name }) => name)).toEqual([]);
			for (const field of fieldsOf(operation).filter(({ choices }) => choices)) {
				expect(field.choices?.map(({ value }) => value)).toContain(defaultOf(field));
			}
		},
	);

	it.each(operations.filter(startsTask).map((operation) => ({ key: keyOf(operation), operation })))(
		'$key lists its additional fields from A to Z, none of them required',
		({ operation }) => {
			const names = operation.additionalFields.map(({ property }) => property.displayName);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
			expect(operation.additionalFields.filter(({ property }) => property.required)).toEqual([]);
			expect(operation.additionalFields.filter(({ media }) => media?.maxDataUriBytes)).toEqual([]);
		},
	);

	it.each(operations.flatMap((operation) => fieldsOf(operation).filter(({ media }) => media).map((field) => ({ operation, field, name: `${keyOf(operation)}.${field.name}` }))))(
		'$name offers a file where the endpoint takes one, and otherwise says how to get a link',
		({ operation, field }) => {
			const kind = field.media?.kind === 'video' ? videoFile : imageFile;
			const takesFile = field.check?.(kind) === undefined;
			expect(offersFile(operation, field)).toBe(takesFile);
			expect(field.property.description?.includes('Takes a link only')).toBe(!takesFile);
		},
	);
});

/** Whether the editor shows the choice between a URL and a binary file. */
function offersFile({ resource, option }: Operation, { name }: Field): boolean {
	return new Runway().description.properties.some(({ name: shown, displayOptions }) => {
		const { resource: resources = [], operation: values = [] } = displayOptions?.show ?? {};
		return shown === `${name}Source` && resources.includes(resource) && values.includes(option.value);
	});
}

function isEmpty(value: unknown): boolean {
	return value === '' || (Array.isArray(value) && value.length === 0);
}

function isNotTitleCase(text: string): boolean {
	const smallWords = /^(for|from|as|of|and|or|to|in)$/;
	return text.split(/\s+/).some((word, index) => !/^[(A-Z\d]/.test(word) && (index === 0 || !smallWords.test(word)));
}

describe.each([
	['Runway', new Runway().description.properties],
	['Runway Trigger', new RunwayTrigger().description.properties],
])('the parameters of %s', (_, properties) => {
	it('hang only on parameters that the same node has, since n8n 1.x does not start it otherwise', () => {
		const names = properties.map(({ name }) => name);
		const conditions = properties.flatMap(({ displayOptions = {} }) => Object.keys({ ...displayOptions.show, ...displayOptions.hide }));
		expect(conditions.filter((name) => !names.includes(name))).toEqual([]);
	});
});
