import type { Protocol } from '../nodes/Runway/task/protocol.ts';
import type { Answer } from '../nodes/Runway/task/request.ts';
import { parse } from './http.ts';
import { shipped } from './shipped.ts';
import type { Row } from './verdict.ts';

export interface Called {
	query: Record<string, string>;
	body: unknown;
}

/** What the operator pasted: the body that was posted, or the address that was called. */
export function calledWith({ callbackMethod }: Protocol, pasted: string): Called {
	if (callbackMethod === 'POST') return { query: {}, body: parse(pasted) };
	const query = pasted.includes('?') ? pasted.slice(pasted.indexOf('?') + 1) : pasted;
	return { query: Object.fromEntries(new URLSearchParams(query)), body: {} };
}

/** Names without values, as an address may hold secrets. */
export function judgeCall(probe: string, { query, body }: Called, taskId: string): Row {
	const isFound = shipped.calledTaskId(query, body) === taskId;
	const names = Object.keys(Object.keys(query).length > 0 || typeof body !== 'object' || body === null ? query : body);
	return {
		probe: `${probe}, whose task it is`,
		documented: 'the id of the task',
		seen: names.join(', ') || 'nothing with a name',
		readBy: `calledTaskId: ${isFound ? 'this task' : 'not this task'}`,
		verdict: isFound ? 'as documented' : 'NOT UNDERSTOOD',
	};
}

export function asAnswer({ body }: Called): Answer {
	return { httpStatus: 200, headers: {}, body };
}
