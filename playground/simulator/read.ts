import { codedError, fieldError } from './errors.ts';
import { faultNamed } from './faults.ts';
import { stateOf } from './lifecycle.ts';
import { viewOf } from './links.ts';
import { readAnswer } from './shapes/index.ts';
import type { Store } from './store.ts';
import type { Answer, Family, Task } from './types.ts';
import type { Reply, Vendor } from './vendor.ts';

export function read({ store, filesUrl }: Vendor, route: Family, taskId: string, key: string): Reply {
	if (taskId === '') return { answer: withoutId(route, store) };
	const task = store.tasks.get(taskId);
	if (!task || !isVisible(task, route, key)) return { answer: notExist(route, store) };
	const { read: fault, readTimes = Infinity, retryAfter = 1 } = { ...store.scenario, ...task.directives };
	const answer = currentAnswer(store, route, task, filesUrl);
	if (fault === undefined || store.count(`read ${taskId}`) > readTimes) return { answer };
	const effect = faultNamed(fault, { family: route, dialect: store.scenario, retryAfterSeconds: retryAfter, elsewhere: `${filesUrl}/elsewhere` });
	if ('answer' in effect) return effect;
	return effect.damage === 'withoutHandle' ? { answer: { status: 200, body: {} } } : { answer, damage: effect.damage };
}

function currentAnswer(store: Store, route: Family, task: Task, filesUrl: string): Answer {
	const now = store.now();
	const state = stateOf(task, now);
	if (state.phase === 'missing') return notExist(route, store);
	return { status: 200, body: readAnswer(route, viewOf(task, state, now, store.scenario, filesUrl)) };
}

/** A key sees its own tasks only; the two formats of CometAPI see each other's. */
function isVisible(task: Task, route: Family, key: string): boolean {
	return task.key === key && (task.format === 'aiVideo') === (route === 'aiVideo');
}

function notExist(route: Family, { scenario }: Store): Answer {
	return route === 'aiVideo' ? codedError(route, scenario, 404, 'Task not found') : codedError(route, scenario, 400, 'task_not_exist');
}

function withoutId(route: Family, { scenario }: Store): Answer {
	if (route === 'aiVideo') return fieldError(scenario, 'uuid', 'field required', 'query');
	return codedError(route, scenario, 400, 'invalid_request', 'task_id is required');
}
