import type { Dialect, Family, Task } from '../types.ts';
import { aiVideoTask } from './aiVideo.ts';
import { bareTask } from './official.ts';
import { numericData, numericTask } from './pro.ts';
import type { View } from './view.ts';
import { recordData, wrappedTask } from './wrapped.ts';

export type { View } from './view.ts';

type Shape = (view: View) => Record<string, unknown>;

const officialShapes: Record<Dialect['officialRead'], Shape> = { bare: bareTask, wrapped: wrappedTask };
const proShapes: Record<Dialect['proRead'], Shape> = { numeric: numericTask, wrapped: wrappedTask, flat: recordData };

/** The answer to a read on the given family's route; the two CometAPI routes find each other's tasks, in the gateway's wrapper. */
export function readAnswer(route: Family, view: View): Record<string, unknown> {
	if (route === 'aiVideo') return aiVideoTask(view);
	if (route !== view.task.format) return wrappedTask(view);
	return route === 'official' ? officialShapes[view.dialect.officialRead](view) : proShapes[view.dialect.proRead](view);
}

/** What a callback of the pro format carries: the feed's answer without its envelope. */
export function callbackBody(view: View): Record<string, unknown> {
	return view.dialect.proRead === 'numeric' ? numericData(view) : recordData(view);
}

export function createdAnswer(task: Task, dialect: Dialect): Record<string, unknown> {
	if (task.format === 'official') return { id: task.id };
	if (task.format === 'aiVideo') return { uuid: task.id, status: 'Task is in queue' };
	if (dialect.proCreate === 'newer') return { code: 200, message: '', msg: 'success', data: { task_id: task.id } };
	return { code: 200, msg: '成功', data: { task_id: task.id }, exec_time: 0.52 };
}

/** The same answer with everything but the handle, for a vendor that forgets it. */
export function withoutHandle(task: Task, dialect: Dialect): Record<string, unknown> {
	const { id, uuid, data, ...rest } = createdAnswer(task, dialect);
	return data === undefined ? rest : { ...rest, data: {} };
}
