import { aiVideo } from '../../protocols/aiVideo';
import { prompt } from '../fieldKinds';
import { aiVideoModels } from '../models';
import type { StartOperation } from '../operation';
import { taskId } from '../sharedFields';
import { model, motion, seed } from './aiVideoFields';

const models = [
	{ ...aiVideoModels.gen2, description: 'Adds 4 seconds' },
	{ ...aiVideoModels.gen3, description: 'Adds 5 seconds, to a video made by Generate From Text with Gen-3' },
];

export const extend: StartOperation = {
	resource: 'aiVideo',
	protocol: aiVideo,
	option: {
		name: 'Extend',
		value: 'extend',
		action: 'Extend AI video',
		description: 'Continue a video that an earlier task made',
	},
	notice: 'Gen-3 can only extend a video that Generate From Text made with Gen-3. For any other, leave the model at Gen-2.',
	fields: [
		{ ...taskId, name: 'uuid' },
		prompt('text_prompt', 'Prompt', { required: true, description: 'How the video goes on' }),
	],
	additionalFields: [model(models, 'gen2'), motion, seed],
	toRequest: (values) => ({ method: 'POST', path: '/runway/extend', body: values }),
};
