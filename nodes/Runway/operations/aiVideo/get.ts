import { aiVideo } from '../../protocols/aiVideo';
import type { ExistingOperation } from '../operation';
import { taskId } from '../sharedFields';

export const get: ExistingOperation = {
	resource: 'aiVideo',
	existing: 'get',
	protocols: [aiVideo],
	option: {
		name: 'Get Task',
		value: 'get',
		action: 'Get AI video task',
		description: 'Read the state of an AI Video task once, and its result when it is finished',
	},
	fields: [taskId],
};
