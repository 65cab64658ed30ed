import { official } from '../../protocols/official';
import { atMostEntries, isText } from '../checks';
import { choice, DATA_URI_LIMIT_BYTES, media, optional, prompt } from '../fieldKinds';
import { textToImageModels } from '../models';
import { furtherFields, officialBody, publicFigureThreshold } from '../officialBody';
import type { Field, StartOperation } from '../operation';
import { seed } from '../sharedFields';

const ratios = [
	'1280:720',
	'720:1280',
	'1920:1080',
	'1080:1920',
	'1024:1024',
	'1080:1080',
	'720:720',
	'1440:1080',
	'1080:1440',
	'960:720',
	'720:960',
	'1360:768',
	'1168:880',
	'1680:720',
	'1808:768',
	'2112:912',
];

const image = { kind: 'image', maxDataUriBytes: DATA_URI_LIMIT_BYTES } as const;

const referenceImages: Field = {
	name: 'referenceImages',
	entries: {
		media: image,
		fields: [
			media('uri', 'URL', image, 'Web address of the reference image'),
			{
				name: 'tag',
				property: {
					displayName: 'Tag',
					type: 'string',
					default: '',
					placeholder: 'e.g. hero',
					description: 'Name by which the prompt can mention this image, such as @hero',
				},
				check: isText,
			},
		],
	},
	property: {
		displayName: 'Reference Images',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Reference Image',
		default: {},
		required: true,
		description: 'One to three images to take people, places or a style from. CometAPI refuses a request without any.',
	},
	check: atMostEntries(3),
};

export const textToImage: StartOperation = {
	resource: 'image',
	protocol: official,
	option: {
		name: 'Generate From Text',
		value: 'textToImage',
		action: 'Generate image from text and reference images',
		description: 'Make an image from a prompt and one to three reference images',
	},
	fields: [
		prompt('promptText', 'Prompt', {
			max: 1000,
			required: true,
			placeholder: 'e.g. @hero on a beach at sunset',
			description: 'What the image should show',
		}),
		referenceImages,
		choice('model', 'Model', textToImageModels, 'The model that makes the image', 'gen4_image'),
		optional(choice('ratio', 'Ratio', ratios, 'Width and height of the image; leave empty for a model that takes none', '1280:720')),
	],
	additionalFields: [furtherFields, publicFigureThreshold, seed(4_294_967_295)],
	toRequest: (values) => ({ method: 'POST', path: '/runwayml/v1/text_to_image', body: officialBody(values) }),
};
