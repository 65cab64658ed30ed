import { pro } from '../../protocols/pro';
import { media } from '../fieldKinds';
import type { StartOperation } from '../operation';

export const actOne: StartOperation = {
	resource: 'proVideo',
	protocol: pro,
	option: {
		name: 'Transfer Expression',
		value: 'actOne',
		action: 'Transfer expression from video to image',
		description: 'Give the face in an image the expressions of a person in a video (Act-One)',
	},
	notice: 'Only videos and images in the shape 16:9 are supported.',
	fields: [
		media('video', 'Video URL', { kind: 'video' }, 'The video of the person whose expressions are copied'),
		media('image', 'Image URL', { kind: 'image' }, 'The image of the face to animate'),
	],
	additionalFields: [],
	toRequest: (values) => ({ method: 'POST', path: '/runway/pro/act_one', body: values }),
};
