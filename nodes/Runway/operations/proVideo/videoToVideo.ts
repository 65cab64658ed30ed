import { pro } from '../../protocols/pro';
import { withoutGaps } from '../../task/values';
import { choice, media, prompt } from '../fieldKinds';
import { proModels } from '../models';
import type { StartOperation } from '../operation';
import { structureTransformation } from '../sharedFields';
import { flip, seconds } from './proVideoFields';

export const videoToVideo: StartOperation = {
	resource: 'proVideo',
	protocol: pro,
	option: {
		name: 'Restyle Video',
		value: 'videoToVideo',
		action: 'Restyle pro video',
		description: 'Redraw a video in another style',
	},
	fields: [
		media('video', 'Video URL', { kind: 'video' }, 'The video to restyle'),
		prompt('prompt', 'Prompt', {
			required: true,
			placeholder: 'e.g. pixelated style',
			description: 'The style to redraw the video in',
		}),
		choice('model', 'Model', proModels, 'The model that redraws the video', 'gen4'),
	],
	additionalFields: [seconds, flip, structureTransformation],
	toRequest: ({ seconds, flip, structure_transformation, ...values }) => ({
		method: 'POST',
		path: '/runway/pro/video2video',
		// Required by the API, even when nothing in it is set.
		body: { ...values, options: withoutGaps({ seconds, flip, structure_transformation }) },
	}),
};
