import { official } from '../../protocols/official';
import { integerBetween } from '../checks';
import { choice, DATA_URI_LIMIT_BYTES, flag, media, optional, prompt } from '../fieldKinds';
import { imageToVideoModels, retiredNotice } from '../models';
import { furtherFields, officialBody } from '../officialBody';
import type { StartOperation } from '../operation';
import { seed } from '../sharedFields';

const ratios = [
	'1280:720',
	'720:1280',
	'1104:832',
	'832:1104',
	'960:960',
	'1584:672',
	{ name: '1280:768', value: '1280:768', description: 'Gen-3 Alpha Turbo' },
	{ name: '768:1280', value: '768:1280', description: 'Gen-3 Alpha Turbo' },
	{ name: '1920:1080', value: '1920:1080', description: 'Veo' },
	{ name: '1080:1920', value: '1080:1920', description: 'Veo' },
];

export const imageToVideo: StartOperation = {
	resource: 'video',
	protocol: official,
	option: {
		name: 'Generate From Image',
		value: 'imageToVideo',
		action: 'Generate video from image',
		description: 'Animate a still image into a video clip',
	},
	notice: retiredNotice,
	fields: [
		media('promptImage', 'Image', { kind: 'image', maxDataUriBytes: DATA_URI_LIMIT_BYTES }, 'The first frame of the video'),
		prompt('promptText', 'Prompt', { max: 512, description: 'What should move and how' }),
		choice('model', 'Model', imageToVideoModels, 'The model that makes the video', 'gen4_turbo'),
		optional(choice('ratio', 'Ratio', ratios, 'Width and height of the video; leave empty for a model that takes none', '1280:720')),
		{
			name: 'duration',
			property: {
				displayName: 'Duration (Seconds)',
				type: 'number',
				typeOptions: { minValue: 2, maxValue: 15, numberPrecision: 0 },
				default: 5,
				description: 'Length of the video in seconds, from 2 to 15. Most models take 5 or 10.',
			},
			check: integerBetween(2, 15),
		},
	],
	additionalFields: [
		furtherFields,
		seed(999_999_999),
		flag('watermark', 'Watermark', 'Whether to put a watermark on the video'),
	],
	toRequest: (values) => ({ method: 'POST', path: '/runwayml/v1/image_to_video', body: officialBody(values) }),
};
