import { randomUUID } from 'node:crypto';
import type { Endpoint } from './endpoints.ts';
import { createsTask, faultNamed } from './faults.ts';
import { finishOf } from './lifecycle.ts';
import { refusal } from './refusals.ts';
import { createdAnswer, withoutHandle } from './shapes/index.ts';
import { text } from './shapes/view.ts';
import { steeringIn, steeringOf } from './steering.ts';
import type { Store } from './store.ts';
import type { RequestRecord, Task } from './types.ts';
import type { Reply, Vendor } from './vendor.ts';

/** CometAPI's documents say that the first read may come too early. */
const MISSING_SECONDS = { official: 0.05, pro: 0.05, aiVideo: 0 };

export async function submit({ store, caller, filesUrl }: Vendor, endpoint: Endpoint, request: RequestRecord, key: string): Promise<Reply> {
	const dialect = store.scenario;
	const refused = refusal(endpoint, request, dialect);
	if (refused) return { answer: refused };
	const task = newTask(store, endpoint, request, key);
	const fault = submitFault(store, task);
	if (fault === undefined || createsTask(fault, task.steering)) {
		store.start(task);
		caller.schedule(task);
		if (task.steering.callbackEarly) await caller.fire(task);
	}
	const answer = { status: 200, body: createdAnswer(task, dialect) };
	if (fault === undefined) return { answer };
	const effect = faultNamed(fault, { family: endpoint.family, dialect, retryAfterSeconds: task.steering.retryAfter ?? 1, elsewhere: `${filesUrl}${request.path}` });
	if ('answer' in effect) return effect;
	return effect.damage === 'withoutHandle' ? { answer: { status: 200, body: withoutHandle(task, dialect) } } : { answer, damage: effect.damage };
}

/** A scenario can cut the connection before it has read the body; a directive cannot, since it stands in the body. */
export function cutsBeforeBody(store: Store, path: string): boolean {
	const { submit: fault, submitTimes = Infinity } = store.scenario;
	return fault === 'resetBefore' && store.count(`submit before body ${path}`) <= submitTimes;
}

function submitFault(store: Store, { key, operation, body, directives, steering }: Task): string | undefined {
	const { submit: fault, submitTimes = Infinity } = steering;
	const isSpent = fault === 'resetBefore' && directives.submit === undefined;
	if (fault === undefined || isSpent) return undefined;
	return store.count(`submit ${key} ${operation} ${JSON.stringify(body)}`) <= submitTimes ? fault : undefined;
}

function newTask(store: Store, { path, family, kind = 'video' }: Endpoint, { body }: RequestRecord, key: string): Task {
	const directives = steeringIn(body);
	const steering = { missing: MISSING_SECONDS[family], ...steeringOf(store.scenario), ...directives };
	const createdAt = store.now();
	const finishedAt = finishOf(createdAt, steering);
	const callbackUrl = text(body, 'callback_url');
	return {
		id: randomUUID(),
		key,
		format: family,
		operation: path,
		kind: steering.kind === 'image' || steering.kind === 'video' ? steering.kind : kind,
		body,
		directives,
		steering,
		createdAt,
		...(finishedAt !== undefined && { finishedAt }),
		...(callbackUrl && { callbackUrl }),
	};
}
