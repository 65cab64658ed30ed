import { official } from '../../protocols/official';
import type { JsonValue } from '../../task/values';
import { integerBetween, oneOf } from '../checks';
import { choice, DATA_URI_LIMIT_BYTES, flag, media, optional } from '../fieldKinds';
import { furtherFields, officialBody, publicFigureThreshold } from '../officialBody';
import type { Field, StartOperation } from '../operation';
import { seed } from '../sharedFields';

const ratios = ['1280:720', '720:1280', '1104:832', '832:1104', '960:960', '1584:672'];

const characterType: Field = {
	name: 'characterType',
	property: {
		displayName: 'Character Type',
		type: 'options',
		options: [
			{ name: 'Image', value: 'image' },
			{ name: 'Video', value: 'video' },
		],
		default: 'image',
		description: 'What the URL of the character leads to; a binary file is recognized by itself',
	},
	check: oneOf('image', 'video'),
};

const expressionIntensity: Field = {
	name: 'expressionIntensity',
	property: {
		displayName: 'Expression Intensity',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 5, numberPrecision: 0 },
		default: 3,
		description: 'How strong the expressions of the character are, from 1 to 5',
	},
	check: integerBetween(1, 5),
};

export const characterPerformance: StartOperation = {
	resource: 'video',
	protocol: official,
	option: {
		name: 'Animate Character',
		value: 'characterPerformance',
		action: 'Animate character with performance video',
		description: 'Move a character of an image or a video the way a person in another video moves (Act-Two)',
	},
	fields: [
		characterType,
		media(
			'character',
			'Character',
			{ kind: 'imageOrVideo', maxDataUriBytes: DATA_URI_LIMIT_BYTES },
			'The character to animate, with a visible face that stays in the frame',
		),
		media(
			'reference',
			'Performance',
			{ kind: 'video', maxDataUriBytes: DATA_URI_LIMIT_BYTES },
			'Video of 3 to 30 seconds of the person whose performance is copied',
		),
		choice('model', 'Model', [{ name: 'Act-Two', value: 'act_two' }], 'The model that makes the video', 'act_two'),
		optional(choice('ratio', 'Ratio', ratios, 'Width and height of the video', '1280:720')),
	],
	additionalFields: [
		flag('bodyControl', 'Body Control', 'Whether to copy gestures and body movement too, not only the face'),
		expressionIntensity,
		furtherFields,
		publicFigureThreshold,
		seed(4_294_967_295),
	],
	toRequest: ({ characterType: type, character, reference, ...values }) => ({
		method: 'POST',
		path: '/runwayml/v1/character_performance',
		body: officialBody({
			...values,
			character: { type: typeOfFile(character) ?? type ?? 'image', uri: character },
			reference: { type: 'video', uri: reference },
		}),
	}),
};

function typeOfFile(uri: JsonValue | undefined): string | undefined {
	return typeof uri === 'string' ? /^data:(image|video)\//.exec(uri)?.[1] : undefined;
}
