import { aiVideo } from '../../protocols/aiVideo';
import { media, prompt } from '../fieldKinds';
import type { StartOperation } from '../operation';
import { structureTransformation } from '../sharedFields';
import { seed } from './aiVideoFields';

export const videoToVideo: StartOperation = {
	resource: 'aiVideo',
	protocol: aiVideo,
	option: {
		name: 'Transform Video',
		value: 'videoToVideo',
		action: 'Transform AI video',
		description: 'Change how an existing video looks, with Gen-3',
	},
	notice: 'The video must be an MP4 of at most 64 MB. Anything after the first 10 seconds is cut off, and the result is 16:9 (1280x768).',
	fields: [
		prompt('text_prompt', 'Prompt', {
			required: true,
			placeholder: 'e.g. Space travel',
			description: 'How the video should look',
		}),
		media('video_prompt', 'Video URL', { kind: 'video' }, 'The video to change'),
	],
	additionalFields: [seed, structureTransformation],
	toRequest: (values) => ({ method: 'POST', path: '/runway/generate/video', body: values }),
};
