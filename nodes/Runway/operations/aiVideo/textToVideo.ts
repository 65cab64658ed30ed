import { aiVideo } from '../../protocols/aiVideo';
import { integerBetween } from '../checks';
import { flag, prompt } from '../fieldKinds';
import { aiVideoModels } from '../models';
import type { Field, StartOperation } from '../operation';
import { model, motion, seed, time } from './aiVideoFields';

const MAX_PIXELS = 4096;

function pixels(name: string, displayName: string, defaultValue: number): Field {
	return {
		name,
		property: {
			displayName,
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MAX_PIXELS, numberPrecision: 0 },
			default: defaultValue,
			description: `${displayName} of the video in pixels, from 1 to ${MAX_PIXELS}`,
		},
		check: integerBetween(1, MAX_PIXELS),
	};
}

export const textToVideo: StartOperation = {
	resource: 'aiVideo',
	protocol: aiVideo,
	option: {
		name: 'Generate From Text',
		value: 'textToVideo',
		action: 'Generate AI video from text',
		description: 'Make a video from a prompt',
	},
	fields: [prompt('text_prompt', 'Prompt', { required: true, placeholder: 'e.g. Space travel' })],
	additionalFields: [
		time,
		pixels('height', 'Height', 768),
		flag('interpolate', 'Interpolate', 'Whether to make movement smoother, for Gen-2'),
		model([aiVideoModels.gen3, aiVideoModels.gen2], 'gen3'),
		motion,
		seed,
		flag('upscale', 'Upscale', 'Whether to make the video larger, for Gen-2'),
		pixels('width', 'Width', 1344),
	],
	toRequest: (values) => ({ method: 'POST', path: '/runway/generate/text', body: values }),
};
