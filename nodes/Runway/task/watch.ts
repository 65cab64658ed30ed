import { type Fault, faultRules } from './faults';
import type { FinishedTask, PendingTask, Reading } from './task';

/** How long an API may not know a task: normal right after its submission, later a moment of amnesia. */
const MISSING_GRACE_MS = 120_000;
const MAX_ODD_ANSWERS_IN_A_ROW = 10;

/** What the reads of one task have told so far. */
export interface Watch {
	lastKnownMs: number;
	troublesInARow: number;
	oddAnswersInARow: number;
	task?: PendingTask;
	fault?: Fault;
}

export type WatchEnd =
	| { outcome: 'finished'; task: FinishedTask }
	| { outcome: 'missing'; text: string }
	| { outcome: 'unreadable'; fault: Fault };

export function startWatch(nowMs: number): Watch {
	return { lastKnownMs: nowMs, troublesInARow: 0, oddAnswersInARow: 0 };
}

/** Decides whether a read ends the wait; if it does not, `watch` remembers what it told. */
export function note(watch: Watch, reading: Reading, nowMs: number): WatchEnd | undefined {
	switch (reading.state) {
		case 'succeeded':
		case 'failed':
			return { outcome: 'finished', task: reading };
		case 'pending':
			Object.assign(watch, startWatch(nowMs), { task: reading, fault: undefined });
			return undefined;
		case 'missing':
			Object.assign(watch, { ...startWatch(watch.lastKnownMs), fault: undefined });
			return nowMs - watch.lastKnownMs > MISSING_GRACE_MS ? { outcome: 'missing', text: reading.text } : undefined;
		case 'unreadable':
			return noteTrouble(watch, reading.fault);
	}
}

function noteTrouble(watch: Watch, fault: Fault): WatchEnd | undefined {
	watch.fault = fault;
	watch.troublesInARow++;
	watch.oddAnswersInARow = fault.kind === 'notUnderstood' ? watch.oddAnswersInARow + 1 : 0;
	const isHopeless = !faultRules[fault.kind].repeatRead || watch.oddAnswersInARow >= MAX_ODD_ANSWERS_IN_A_ROW;
	return isHopeless ? { outcome: 'unreadable', fault } : undefined;
}
