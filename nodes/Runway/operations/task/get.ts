import { official } from '../../protocols/official';
import { pro } from '../../protocols/pro';
import type { ExistingOperation } from '../operation';
import { taskId } from '../sharedFields';

export const get: ExistingOperation = {
	resource: 'task',
	existing: 'get',
	protocols: [official, pro],
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get task',
		description: 'Read the state of a task once, and its result when it is finished',
	},
	fields: [taskId],
};
