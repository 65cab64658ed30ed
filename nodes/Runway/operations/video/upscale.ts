import { official } from '../../protocols/official';
import { choice, media } from '../fieldKinds';
import { upscaleModels } from '../models';
import { furtherFields, officialBody } from '../officialBody';
import type { StartOperation } from '../operation';

export const upscale: StartOperation = {
	resource: 'video',
	protocol: official,
	option: {
		name: 'Upscale',
		value: 'upscale',
		action: 'Upscale video',
		description: 'Make a video up to four times as large, at most 4096 pixels per side',
	},
	fields: [
		media('videoUri', 'Video URL', { kind: 'video' }, 'The video to upscale'),
		choice('model', 'Model', upscaleModels, 'The model that upscales', 'upscale_v1'),
	],
	additionalFields: [furtherFields],
	toRequest: (values) => ({ method: 'POST', path: '/runwayml/v1/video_upscale', body: officialBody(values) }),
};
