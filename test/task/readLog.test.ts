import type { Fault, FaultKind } from '../../nodes/Runway/task/faults.ts';
import type { PendingTask, Reading } from '../../nodes/Runway/task/task.ts';
import { note, startLog } from '../../nodes/Runway/task/readLog.ts';

const START_MS = 1_000_000;
const pending: PendingTask = { state: 'pending', status: 'running', vendorStatus: 'RUNNING', facts: {} };
const missing: Reading = { state: 'missing', text: 'task_not_exist' };

function unreadable(kind: FaultKind): Reading & { fault: Fault } {
	return { state: 'unreadable', fault: { kind } };
}

describe('what the reads of one task have told', () => {
	it.each<Reading & { state: 'succeeded' | 'failed' }>([
		{ state: 'succeeded', status: 'succeeded', urls: ['https://files.example.com/a.mp4'], facts: {} },
		{ state: 'failed', status: 'failed', facts: {} },
		{ state: 'failed', status: 'cancelled', facts: {} },
	])('ends with a task that has $status', (task) => {
		expect(note(startLog(START_MS), task, START_MS)).toEqual({ outcome: 'finished', task });
	});

	it('remembers a task that runs, and forgets the trouble before it', () => {
		const log = startLog(START_MS);
		note(log, unreadable('notUnderstood'), START_MS);
		expect(note(log, pending, START_MS + 5)).toBeUndefined();
		expect(log).toEqual({ lastKnownMs: START_MS + 5, troublesInARow: 0, oddAnswersInARow: 0, task: pending, fault: undefined });
	});

	it('gives a task that is missing two minutes since it was last known', () => {
		const log = startLog(START_MS);
		expect(note(log, missing, START_MS + 120_000)).toBeUndefined();
		expect(note(log, missing, START_MS + 120_001)).toEqual({ outcome: 'missing', text: 'task_not_exist' });
		note(log, pending, START_MS + 130_000);
		expect(note(log, missing, START_MS + 250_000)).toBeUndefined();
	});

	it('does not count an answer that the task is missing as trouble, and keeps what it last told', () => {
		const log = startLog(START_MS);
		note(log, pending, START_MS);
		note(log, unreadable('busy'), START_MS);
		note(log, missing, START_MS + 5);
		expect(log).toEqual({ lastKnownMs: START_MS, troublesInARow: 0, oddAnswersInARow: 0, task: pending, fault: undefined });
	});

	it.each(['badKey', 'forbidden', 'noCredit', 'tooLarge', 'rejected', 'wrongAddress'] as const)('ends at once with %s, which does not pass', (kind) => {
		const reading = unreadable(kind);
		expect(note(startLog(START_MS), reading, START_MS)).toEqual({ outcome: 'unreadable', fault: reading.fault });
	});

	it.each(['busy', 'noChannel', 'noConnection', 'serverTrouble', 'lost'] as const)('rides out %s as long as there is time, and counts it', (kind) => {
		const log = startLog(START_MS);
		for (let times = 0; times < 50; times++) expect(note(log, unreadable(kind), START_MS + times)).toBeUndefined();
		expect(log).toEqual({ lastKnownMs: START_MS, troublesInARow: 50, oddAnswersInARow: 0, fault: { kind } });
	});

	it('ends with the tenth answer in a row that is not understood', () => {
		const log = startLog(START_MS);
		const odd = unreadable('notUnderstood');
		for (let times = 1; times < 10; times++) expect(note(log, odd, START_MS)).toBeUndefined();
		expect(note(log, odd, START_MS)).toEqual({ outcome: 'unreadable', fault: odd.fault });
	});

	it.each([
		['a known trouble', unreadable('busy')],
		['a task that runs', pending],
		['a task that is missing', missing],
	])('counts anew after %s between answers that are not understood', (_, between) => {
		const log = startLog(START_MS);
		for (let times = 1; times < 10; times++) note(log, unreadable('notUnderstood'), START_MS);
		note(log, between, START_MS);
		expect(note(log, unreadable('notUnderstood'), START_MS)).toBeUndefined();
	});
});
