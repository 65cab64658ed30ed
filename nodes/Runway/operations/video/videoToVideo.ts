import { official } from '../../protocols/official';
import { isObject } from '../../task/values';
import { choice, DATA_URI_LIMIT_BYTES, media, optional, prompt } from '../fieldKinds';
import { retiredNotice, videoToVideoModels } from '../models';
import { furtherFields, officialBody, publicFigureThreshold } from '../officialBody';
import type { Field, StartOperation } from '../operation';
import { seed } from '../sharedFields';

const ratios = ['1280:720', '720:1280', '1104:832', '832:1104', '960:960', '1584:672', '848:480', '640:480'];

const image = { kind: 'image', maxDataUriBytes: DATA_URI_LIMIT_BYTES } as const;

const references: Field = {
	name: 'references',
	entries: { media: image, fields: [media('uri', 'URL', image, 'Web address of the reference image')] },
	property: {
		displayName: 'Reference Images',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Reference Image',
		default: {},
		description: 'Images that show the look or the object to bring into the video. Gen-4 Aleph takes one.',
	},
};

export const videoToVideo: StartOperation = {
	resource: 'video',
	protocol: official,
	option: {
		name: 'Transform Video',
		value: 'videoToVideo',
		action: 'Transform video with prompt',
		description: 'Change what happens in an existing video, or how it looks',
	},
	notice: retiredNotice,
	fields: [
		media('videoUri', 'Video', { kind: 'video', maxDataUriBytes: DATA_URI_LIMIT_BYTES }, 'The video to change'),
		prompt('promptText', 'Prompt', {
			max: 1000,
			required: true,
			placeholder: 'e.g. Make it snow at dusk',
			description: 'What to change',
		}),
		choice('model', 'Model', videoToVideoModels, 'The model that changes the video', 'gen4_aleph'),
		optional(choice('ratio', 'Ratio', ratios, 'Width and height of the video; leave empty for a model that takes none', '1280:720')),
	],
	additionalFields: [furtherFields, publicFigureThreshold, references, seed(4_294_967_295, 1)],
	toRequest: ({ references: images, ...values }) => ({
		method: 'POST',
		path: '/runwayml/v1/video_to_video',
		body: officialBody({
			...values,
			...(Array.isArray(images) && {
				references: images.map((entry) => ({ type: 'image', ...(isObject(entry) && entry) })),
			}),
		}),
	}),
};
