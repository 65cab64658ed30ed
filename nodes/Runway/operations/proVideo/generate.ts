import { pro } from '../../protocols/pro';
import { withoutGaps } from '../../task/values';
import { isNumber, isText } from '../checks';
import { choice, flag, media, optional, prompt } from '../fieldKinds';
import { proModels } from '../models';
import type { Field, StartOperation } from '../operation';
import { flip, group, seconds } from './proVideoFields';

const ratios = ['16:9', '9:16', '1:1', '4:3', '21:9', '1280:720', '720:1280'];

const style: Field = {
	name: 'style',
	property: {
		displayName: 'Style',
		type: 'string',
		default: '',
		placeholder: 'e.g. cinematic',
		description: 'Style of the video, for Gen-2',
	},
	check: isText,
};

/** One part of the API's `motion_vector`. */
function motion(name: string, displayName: string, description: string): Field {
	return {
		name: `motion_${name}`,
		property: {
			displayName,
			type: 'number',
			typeOptions: { numberPrecision: 4 },
			default: 0,
			description: `${description}, for Gen-2. 0 is none, negative is the other way.`,
		},
		check: isNumber,
	};
}

export const generate: StartOperation = {
	resource: 'proVideo',
	protocol: pro,
	option: {
		name: 'Generate',
		value: 'generate',
		action: 'Generate pro video',
		description: 'Make a video from a prompt, or from a prompt and an image',
	},
	fields: [
		prompt('prompt', 'Prompt', { required: true }),
		optional(media('image', 'Image URL', { kind: 'image' }, 'The first frame; leave empty to make the video from the prompt alone')),
		choice('model', 'Model', proModels, 'The model that makes the video', 'gen4'),
	],
	additionalFields: [
		motion('bg_x_pan', 'Camera Background Pan X', 'Sideways movement of the background'),
		motion('bg_y_pan', 'Camera Background Pan Y', 'Up and down movement of the background'),
		motion('r', 'Camera Roll', 'Turn of the camera around its line of sight'),
		motion('x', 'Camera X', 'Sideways movement of the camera'),
		motion('y', 'Camera Y', 'Up and down movement of the camera'),
		motion('z', 'Camera Z', 'Movement of the camera into the picture'),
		seconds,
		flip,
		flag('image_as_end_frame', 'Image as End Frame', 'Whether the image is the last frame instead of the first'),
		optional(media('last_image', 'Last Image URL', { kind: 'image' }, 'The image that the video moves towards and ends with')),
		optional(choice('ratio', 'Ratio', ratios, 'Shape of the video', '16:9')),
		style,
	],
	toRequest: ({
		seconds,
		flip,
		image_as_end_frame,
		motion_x: x,
		motion_y: y,
		motion_z: z,
		motion_r: r,
		motion_bg_x_pan: bg_x_pan,
		motion_bg_y_pan: bg_y_pan,
		...values
	}) => {
		const motion_vector = group({ x, y, z, r, bg_x_pan, bg_y_pan });
		const options = group({ seconds, flip, image_as_end_frame, motion_vector });
		return { method: 'POST', path: '/runway/pro/generate', body: withoutGaps({ ...values, options }) };
	},
};
