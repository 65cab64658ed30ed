import { aiVideo } from '../../protocols/aiVideo';
import { DATA_URI_LIMIT_BYTES, flag, media, prompt } from '../fieldKinds';
import { aiVideoModels } from '../models';
import type { StartOperation } from '../operation';
import { model, motion, seed, time } from './aiVideoFields';

const { gen2, gen3, gen4 } = aiVideoModels;

export const imageToVideo: StartOperation = {
	resource: 'aiVideo',
	protocol: aiVideo,
	option: {
		name: 'Generate From Image',
		value: 'imageToVideo',
		action: 'Generate AI video from image',
		description: 'Animate a still image, with or without a prompt',
	},
	fields: [
		media(
			'img_prompt',
			'Image',
			{ kind: 'image', maxDataUriBytes: DATA_URI_LIMIT_BYTES },
			'Direct link to a JPEG, PNG or WebP image, readable without a login',
		),
		prompt('text_prompt', 'Prompt', { description: 'What should move and how; Gen-4 needs it' }),
	],
	additionalFields: [
		time,
		flag('flip', 'Flip', 'Whether to make an upright video of 768x1280 instead of 1280x768'),
		flag('image_as_end_frame', 'Image as End Frame', 'Whether the image is the last frame instead of the first'),
		model([gen3, gen4, gen2], 'gen3'),
		motion,
		seed,
	],
	toRequest: (values) => {
		const path = values.text_prompt === undefined ? '/runway/generate/image' : '/runway/generate/imageDescription';
		return { method: 'POST', path, body: values };
	},
};
