import type { Clock, Ports } from './engine';
import { type Fault, faultRules } from './faults';
import { backoffMs, readPauseMs } from './pause';
import type { Protocol } from './protocol';
import { note, type ReadLog, startLog, type WaitEnd } from './readLog';
import type { PendingTask, Reading } from './task';

export type Waited = { polls: number; raw?: unknown } & (
	| WaitEnd
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

/** One task that is being waited for. */
export interface Wait {
	protocol: Protocol;
	taskId: string;
	options: WaitOptions;
	startedAtMs: number;
	log: ReadLog;
	polls: number;
}

/** Until when to sleep before the next read; the sleep is cut to the deadline, so that the last read is the one at it. */
export interface NextRead {
	pauseMs: number;
	isLast: boolean;
}

const GET_ATTEMPTS = 3;
/** Whoever asks for one look does not mean to wait for a server that wants to be left alone for longer. */
const GET_PATIENCE_MS = 30_000;

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
	const wait = startWait(protocol, taskId, options, ports.clock);
	for (;;) {
		const next = nextRead(wait, ports.clock);
		if (!(await ports.clock.sleep(next.pauseMs))) return { outcome: 'cancelled', polls: wait.polls };
		const end = await readNext(wait, next, ports);
		if (end) return end;
	}
}

export function startWait(protocol: Protocol, taskId: string, options: WaitOptions, clock: Clock): Wait {
	const startedAtMs = clock.nowMs();
	return { protocol, taskId, options, startedAtMs, log: startLog(startedAtMs), polls: 0 };
}

export function nextRead({ options, startedAtMs, log, polls }: Wait, clock: Clock): NextRead {
	const ageMs = clock.nowMs() - startedAtMs;
	const wishedMs = polls === 0 && options.readAtOnce ? 0 : wishedPauseMs(log, options.intervalMs, ageMs, clock);
	// A wait without an end would be worse than none: the task's id is told after one read.
	const timeoutMs = Number.isFinite(options.timeoutMs) ? options.timeoutMs : 0;
	const remainingMs = Math.max(0, timeoutMs - ageMs);
	return { pauseMs: Math.min(wishedMs, remainingMs), isLast: wishedMs >= remainingMs };
}

/** Reads once more; tells what the wait ended with, or nothing when it goes on. */
export async function readNext(wait: Wait, { isLast }: NextRead, ports: Ports): Promise<Waited | undefined> {
	const { protocol, taskId, log } = wait;
	const read = await readTask(protocol, taskId, ports);
	if (read === 'cancelled') return { outcome: 'cancelled', polls: wait.polls };
	const polls = ++wait.polls;
	const end = note(log, read.reading, ports.clock.nowMs());
	if (end) return { ...end, polls, raw: read.raw };
	return isLast ? { outcome: 'timedOut', task: log.task, fault: log.fault, polls, raw: read.raw } : undefined;
}

function wishedPauseMs(log: ReadLog, intervalMs: number, ageMs: number, clock: Clock): number {
	const pauseMs = readPauseMs(intervalMs, ageMs, clock.random());
	if (!log.fault) return pauseMs;
	return Math.max(pauseMs, backoffMs(log.troublesInARow, clock.random(), log.fault.retryAfterMs));
}
