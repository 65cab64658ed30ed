import { type Fault, faultRules } from './faults';
import type { FinishedTask, PendingTask, Reading } from './task';

/** How long an API may not know a task: normal right after its submission, later a moment of amnesia. */
const MISSING_GRACE_MS = 120_000;
const MAX_ODD_ANSWERS_IN_A_ROW = 10;

/** What the reads of one task have told so far. */
export interface ReadLog {
	lastKnownMs: number;
	troublesInARow: number;
	oddAnswersInARow: number;
	task?: PendingTask;
	fault?: Fault;
}

export type WaitEnd =
	| { outcome: 'finished'; task: FinishedTask }
	| { outcome: 'missing'; text: string }
	| { outcome: 'unreadable'; fault: Fault };

export function startLog(nowMs: number): ReadLog {
	return { lastKnownMs: nowMs, troublesInARow: 0, oddAnswersInARow: 0 };
}

/** Decides whether a read ends the wait; if it does not, `log` remembers what it told. */
export function note(log: ReadLog, reading: Reading, nowMs: number): WaitEnd | undefined {
	switch (reading.state) {
		case 'succeeded':
		case 'failed':
			return { outcome: 'finished', task: reading };
		case 'pending':
			Object.assign(log, startLog(nowMs), { task: reading, fault: undefined });
			return undefined;
		case 'missing':
			Object.assign(log, { ...startLog(log.lastKnownMs), fault: undefined });
			return nowMs - log.lastKnownMs > MISSING_GRACE_MS ? { outcome: 'missing', text: reading.text } : undefined;
		case 'unreadable':
			return noteTrouble(log, reading.fault);
	}
}

function noteTrouble(log: ReadLog, fault: Fault): WaitEnd | undefined {
	log.fault = fault;
	log.troublesInARow++;
	log.oddAnswersInARow = fault.kind === 'notUnderstood' ? log.oddAnswersInARow + 1 : 0;
	const isHopeless = !faultRules[fault.kind].repeatRead || log.oddAnswersInARow >= MAX_ODD_ANSWERS_IN_A_ROW;
	return isHopeless ? { outcome: 'unreadable', fault } : undefined;
}
