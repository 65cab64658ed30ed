import { aiVideo } from '../../protocols/aiVideo';
import type { ExistingOperation } from '../operation';
import { taskId } from '../sharedFields';

export const wait: ExistingOperation = {
	resource: 'aiVideo',
	existing: 'wait',
	protocols: [aiVideo],
	option: {
		name: 'Wait for Task',
		value: 'wait',
		action: 'Wait for AI video task',
		description: 'Wait until an AI Video task that was started earlier is finished, and deliver its result',
	},
	fields: [taskId],
};
