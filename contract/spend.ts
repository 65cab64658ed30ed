import { setTimeout as pause } from 'node:timers/promises';

import type { Answer, ApiRequest, Protocol, Reading } from '../nodes/Runway/task/types.ts';
import type { Run } from './check.ts';
import { announce } from './check.ts';
import { headersOf, parse, send } from './http.ts';
import type { Account } from './options.ts';
import { CannotRun } from './options.ts';
import { operationOf } from './probes.ts';
import { writeFixture } from './record.ts';
import { redact } from './redact.ts';
import type { Row } from './verdict.ts';
import { judgeStep, kindOf, readWith } from './verdict.ts';
import { cheapestRequest } from './values.ts';

const LIMIT_MS = 30 * 60_000;
/** An id that stays unknown or unreadable for so many reads in a row is given up. */
const MAX_FRUITLESS_READS = 20;

/** Starts one task, which costs money, and keeps every distinct answer until it ends. */
export async function checkForMoney(run: Run, key: string): Promise<Row[]> {
	const { protocol, ...operation } = operationOf(key);
	const account = run.accounts.find(({ vendor }) => vendor === protocol.vendor);
	if (!account) throw new CannotRun(`--spend=${key} needs a key of ${protocol.vendor}. Nothing was started.`);
	const wish = withCallback(cheapestRequest({ protocol, ...operation }, run.options.uuid), protocol, run.options.callbackUrl);
	run.print(`This starts a task at ${protocol.vendor} and costs money:`);
	announce(run.print, account, wish, headersOf(protocol));
	const answer = await send(account, wish, headersOf(protocol));
	const rows = [step(run, account, `${key} submission`, protocol, 'submitted', answer)];
	const submitted = protocol.submitted(answer);
	if ('fault' in submitted) return rows;
	run.print(`Task ${submitted.taskId} was started.`);
	rows.push(...(await follow(run, account, key, protocol, submitted.taskId)));
	const pasted = run.options.callbackUrl && protocol.callbackMethod === 'POST' && (await run.ask('Paste what arrived at the callback URL as one line, or press Enter: '));
	if (!pasted) return rows;
	return [...rows, step(run, account, `${key} callback`, protocol, 'read', { httpStatus: 200, headers: {}, body: parse(pasted) })];
}

async function follow(run: Run, account: Account, key: string, protocol: Protocol, taskId: string): Promise<Row[]> {
	const rows: Row[] = [];
	const seen = new Set<string>();
	const request = protocol.statusRequest(taskId);
	announce(run.print, account, request, headersOf(protocol));
	const startedAtMs = Date.now();
	let fruitless = 0;
	while (Date.now() - startedAtMs < LIMIT_MS && fruitless < MAX_FRUITLESS_READS) {
		const answer = await sendAgain(run, account, request, protocol);
		if (answer === undefined) {
			fruitless += 1;
			continue;
		}
		const reading = protocol.read(answer);
		const form = `${answer.httpStatus} ${kindOf(reading)} ${shapeOf(answer.body)}`;
		if (!seen.has(form)) rows.push(step(run, account, `${key} read ${seen.add(form).size}, ${kindOf(reading)}`, protocol, 'read', answer));
		if (isFinished(reading)) return rows;
		fruitless = reading.state === 'pending' ? 0 : fruitless + 1;
		await pause(run.options.intervalMs);
	}
	run.print(`The task did not end in time; it goes on at ${protocol.vendor} as ${taskId}.`);
	return rows;
}

/** A task that was paid for is not given up for one lost connection. */
async function sendAgain({ print, options }: Run, account: Account, request: ApiRequest, protocol: Protocol): Promise<Answer | undefined> {
	try {
		return await send(account, request, headersOf(protocol));
	} catch (error) {
		if (!(error instanceof CannotRun)) throw error;
		print(`  ${error.message}`);
		await pause(options.intervalMs);
		return undefined;
	}
}

function step({ folder, print }: Run, account: Account, name: string, protocol: Protocol, reader: 'read' | 'submitted', answer: Answer): Row {
	const clean = redact(answer, [account.key]);
	const row = judgeStep(name, protocol.format, reader, clean);
	const path = writeFixture(folder, name, protocol.format, reader, clean);
	print(`  ${kindOf(readWith(protocol.format, reader, clean))}, written to ${path}`);
	return row;
}

function withCallback(request: ApiRequest, { callbackMethod, placeholderCallbackUrl }: Protocol, url?: string): ApiRequest {
	const address = callbackMethod ? url ?? placeholderCallbackUrl : undefined;
	return address === undefined ? request : { ...request, body: { ...request.body, callback_url: address } };
}

function isFinished({ state }: Reading): boolean {
	return state === 'succeeded' || state === 'failed';
}

/** Names and kinds without values, so that a new time or percentage is not a new answer. */
function shapeOf(value: unknown): string {
	if (Array.isArray(value)) return `[${value.length > 0 ? shapeOf(value[0]) : ''}]`;
	if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
	return `{${Object.entries(value).map(([name, entry]) => `${name}:${shapeOf(entry)}`).sort().join()}}`;
}
