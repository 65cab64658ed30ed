import type { Protocol } from '../nodes/Runway/task/protocol.ts';
import type { ApiRequest } from '../nodes/Runway/task/request.ts';
import { asAnswer, calledWith, judgeCall } from './callback.ts';
import { announce, type Run } from './check.ts';
import { follow } from './follow.ts';
import { headersOf, reasonOf, send } from './http.ts';
import { CannotRun } from './options.ts';
import { operationOf } from './probes.ts';
import { shipped } from './shipped.ts';
import { type Purchase, step } from './step.ts';
import type { Row } from './verdict.ts';
import { cheapestRequest } from './values.ts';

/** Starts one task, which costs money, and keeps every distinct answer until it ends. */
export async function checkForMoney(run: Run, key: string): Promise<Row[]> {
	const operation = operationOf(key);
	const { protocol } = operation;
	const account = run.accounts.find(({ vendor }) => vendor === protocol.vendor);
	if (!account) throw new CannotRun(`--spend=${key} needs a key of ${protocol.vendor}. Nothing was started.`);
	const purchase: Purchase = { ...run, key, account, protocol };
	const wish = withCallback(cheapestRequest(operation, run.options.uuid), protocol, run.options.callbackUrl);
	run.print(`This starts a task at ${protocol.vendor} and costs money:`);
	announce(run.print, account, wish, headersOf(protocol));
	const answer = await send(account, wish, headersOf(protocol)).catch((error: unknown) => {
		throw new CannotRun(`${reasonOf(error)}. A task may have been started and charged all the same: look at the usage page of your account before you try again.`);
	});
	const submission = step(purchase, 'submission', 'submitted', answer);
	const submitted = protocol.submitted(answer);
	if ('fault' in submitted) return [submission];
	run.print(`Task ${submitted.taskId} was started.`);
	return [submission, ...(await follow(purchase, submitted.taskId)), ...(await callback(purchase, submitted.taskId))];
}

/** Nothing here can receive a call, so the operator pastes what arrived. */
async function callback(purchase: Purchase, taskId: string): Promise<Row[]> {
	const { ask, options, protocol, key } = purchase;
	if (options.callbackUrl === undefined || protocol.callbackMethod === undefined) return [];
	const what = protocol.callbackMethod === 'POST' ? 'the body that arrived' : 'the address that was called';
	const pasted = (await ask(`Paste ${what} at the callback URL as one line, or press Enter: `)).trim();
	if (pasted === '') return [];
	const called = calledWith(protocol, pasted);
	const owner = judgeCall(`${key} callback`, called, taskId);
	return protocol.callbackMethod === 'POST' ? [owner, step(purchase, 'callback', 'read', asAnswer(called))] : [owner];
}

function withCallback(request: ApiRequest, { callbackMethod, placeholderCallbackUrl }: Protocol, url?: string): ApiRequest {
	return shipped.withCallback(request, callbackMethod && (url ?? placeholderCallbackUrl));
}
