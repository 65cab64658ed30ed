import { official } from '../../protocols/official';
import { pro } from '../../protocols/pro';
import type { ExistingOperation } from '../operation';
import { taskId } from '../sharedFields';

export const wait: ExistingOperation = {
	resource: 'task',
	existing: 'wait',
	protocols: [official, pro],
	option: {
		name: 'Wait for Completion',
		value: 'wait',
		action: 'Wait for task',
		description: 'Wait until a task that was started earlier is finished, and deliver its result',
	},
	fields: [taskId],
};
