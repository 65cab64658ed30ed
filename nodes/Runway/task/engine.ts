import { type Fault, type FaultKind, faultRules } from './faults';
import { backoffMs, readPauseMs } from './pause';
import type { Protocol } from './protocol';
import type { ApiRequest, HttpOutcome } from './request';
import type { PendingTask, Reading } from './task';
import { note, startWatch, type Watch, type WatchEnd } from './watch';

export interface Clock {
	/** Milliseconds on a clock that never jumps. */
	nowMs(): number;
	/** Resolves early, with `false`, when n8n stops the execution. */
	sleep(durationMs: number): Promise<boolean>;
	random(): number;
}

export interface Ports {
	http(request: ApiRequest): Promise<HttpOutcome>;
	clock: Clock;
}

export type Submission =
	| { outcome: 'accepted'; taskId: string }
	/** Surely not taken, so nothing was charged. */
	| { outcome: 'refused'; fault: Fault }
	/** Perhaps taken: it must not be sent again. */
	| { outcome: 'unknown'; fault: Fault }
	| { outcome: 'cancelled'; sent: boolean };

export type Waited = { polls: number; raw?: unknown } & (
	| WatchEnd
	| { outcome: 'pending'; task: PendingTask }
	| { outcome: 'timedOut'; task?: PendingTask; fault?: Fault }
	| { outcome: 'cancelled' }
);

export interface WaitOptions {
	intervalMs: number;
	timeoutMs: number;
	/** A task that was just submitted is not read at once; one that exists already is. */
	readAtOnce: boolean;
}

/** The only faults after which a submission is repeated, because the server surely did not take it, and for how long. */
const SUBMIT_PATIENCE_MS: Partial<Record<FaultKind, number>> = { busy: 120_000, noConnection: 20_000 };

const GET_ATTEMPTS = 3;
/** Whoever asks for one look does not mean to wait for a server that wants to be left alone for longer. */
const GET_PATIENCE_MS = 30_000;

export async function submit(protocol: Protocol, request: ApiRequest, { http, clock }: Ports): Promise<Submission> {
	const startedAtMs = clock.nowMs();
	for (let attempt = 0; ; attempt++) {
		const result = await http(request);
		if (result.kind === 'cancelled') return { outcome: 'cancelled', sent: true };

		const answer = result.kind === 'answer' ? protocol.submitted(result.answer) : { fault: result };
		if ('taskId' in answer) return { outcome: 'accepted', taskId: answer.taskId };

		const fault: Fault = answer.fault;
		if (faultRules[fault.kind].taken === 'unknown') return { outcome: 'unknown', fault };
		const pauseMs = backoffMs(attempt, clock.random(), fault.retryAfterMs);
		const patienceMs = SUBMIT_PATIENCE_MS[fault.kind] ?? 0;
		if (clock.nowMs() - startedAtMs + pauseMs > patienceMs) return { outcome: 'refused', fault };
		if (!(await clock.sleep(pauseMs))) return { outcome: 'cancelled', sent: false };
	}
}

async function readTask(
	protocol: Protocol,
	taskId: string,
	{ http }: Ports,
): Promise<{ reading: Reading; raw?: unknown } | 'cancelled'> {
	const result = await http(protocol.statusRequest(taskId));
	if (result.kind === 'cancelled') return 'cancelled';
	if (result.kind !== 'answer') return { reading: { state: 'unreadable', fault: result } };
	return { reading: protocol.read(result.answer), raw: result.answer.body };
}

/** Looks once; only a read that did not work is repeated, briefly. */
export async function getTask(protocol: Protocol, taskId: string, ports: Ports, attempts = GET_ATTEMPTS): Promise<Waited> {
	for (let polls = 1; ; polls++) {
		const read = await readTask(protocol, taskId, ports);
		if (read === 'cancelled') return { outcome: 'cancelled', polls };
		const { reading, raw } = read;
		if (reading.state === 'pending') return { outcome: 'pending', task: reading, polls, raw };
		if (reading.state === 'missing') return { outcome: 'missing', text: reading.text, polls, raw };
		if (reading.state !== 'unreadable') return { outcome: 'finished', task: reading, polls, raw };

		const { fault } = reading;
		const pauseMs = backoffMs(polls, ports.clock.random(), fault.retryAfterMs);
		const isWorthRepeating = faultRules[fault.kind].repeatRead && polls < attempts && pauseMs <= GET_PATIENCE_MS;
		if (!isWorthRepeating) return { outcome: 'unreadable', fault, polls, raw };
		if (!(await ports.clock.sleep(pauseMs))) return { outcome: 'cancelled', polls };
	}
}

export async function awaitTask(
	protocol: Protocol,
	taskId: string,
	options: WaitOptions,
	ports: Ports,
): Promise<Waited> {
	const { clock } = ports;
	const startedAtMs = clock.nowMs();
	const watch = startWatch(startedAtMs);
	// A wait without an end would be worse than none: the task's id is told after one read.
	const timeoutMs = Number.isFinite(options.timeoutMs) ? options.timeoutMs : 0;

	for (let polls = 0; ; ) {
		const ageMs = clock.nowMs() - startedAtMs;
		const pauseMs = polls === 0 && options.readAtOnce ? 0 : nextPauseMs(watch, options.intervalMs, ageMs, clock);
		const remainingMs = Math.max(0, timeoutMs - ageMs);
		if (!(await clock.sleep(Math.min(pauseMs, remainingMs)))) return { outcome: 'cancelled', polls };

		const read = await readTask(protocol, taskId, ports);
		if (read === 'cancelled') return { outcome: 'cancelled', polls };
		polls++;
		const end = note(watch, read.reading, clock.nowMs());
		if (end) return { ...end, polls, raw: read.raw };
		// The sleep was cut to the deadline, so this was the read at it.
		if (pauseMs >= remainingMs) return { outcome: 'timedOut', task: watch.task, fault: watch.fault, polls, raw: read.raw };
	}
}

function nextPauseMs(watch: Watch, intervalMs: number, ageMs: number, clock: Clock): number {
	const pauseMs = readPauseMs(intervalMs, ageMs, clock.random());
	if (!watch.fault) return pauseMs;
	return Math.max(pauseMs, backoffMs(watch.troublesInARow, clock.random(), watch.fault.retryAfterMs));
}
