import { setTimeout as pause } from 'node:timers/promises';

import type { Answer, ApiRequest } from '../nodes/Runway/task/request.ts';
import type { Reading } from '../nodes/Runway/task/task.ts';
import { announce } from './check.ts';
import { shapeOf } from './documented.ts';
import { headersOf, send } from './http.ts';
import { CannotRun } from './options.ts';
import { type Purchase, step } from './step.ts';
import { kindOf, type Row } from './verdict.ts';

const LIMIT_MS = 30 * 60_000;
/** An id may stay unknown for minutes; after so many reads in a row without its state it is given up. */
const MAX_FRUITLESS_READS = 50;

/** Reads a task until it ends, with a row for every distinct answer. */
export async function follow(purchase: Purchase, taskId: string): Promise<Row[]> {
	const { account, key, protocol, print, options } = purchase;
	const rows: Row[] = [];
	const seen = new Set<string>();
	const request = protocol.statusRequest(taskId);
	announce(print, account, request, headersOf(protocol));
	const startedAtMs = Date.now();
	let fruitless = 0;
	while (Date.now() - startedAtMs < LIMIT_MS && fruitless < MAX_FRUITLESS_READS) {
		const answer = await readOnce(purchase, request);
		const reading = answer && protocol.read(answer);
		if (answer && reading) {
			const form = `${answer.httpStatus} ${kindOf(reading)} ${shapeOf(answer.body)}`;
			if (!seen.has(form)) rows.push(step(purchase, `read ${seen.add(form).size}, ${kindOf(reading)}`, 'read', answer));
			if (isFinished(reading)) return rows;
		}
		fruitless = reading?.state === 'pending' ? 0 : fruitless + 1;
		await pause(options.intervalMs);
	}
	print(`The task did not end; it goes on at ${protocol.vendor} as ${taskId}.`);
	return [...rows, { probe: `${key} end`, documented: 'succeeded or failed', seen: 'no end', readBy: `${protocol.format}.read`, verdict: 'NOT UNDERSTOOD' }];
}

/** A task that was paid for is not given up for one lost connection. */
async function readOnce({ account, print, protocol }: Purchase, request: ApiRequest): Promise<Answer | undefined> {
	try {
		return await send(account, request, headersOf(protocol));
	} catch (error) {
		if (!(error instanceof CannotRun)) throw error;
		print(`  ${error.message}`);
		return undefined;
	}
}

function isFinished({ state }: Reading): boolean {
	return state === 'succeeded' || state === 'failed';
}
