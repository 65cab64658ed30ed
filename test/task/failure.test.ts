import { aiVideo } from '../../nodes/Runway/protocols/aiVideo.ts';
import { official } from '../../nodes/Runway/protocols/official.ts';
import * as taskFailures from '../../nodes/Runway/task/failure.ts';
import type { Failure } from '../../nodes/Runway/task/failure.ts';
import * as purchaseFailures from '../../nodes/Runway/task/purchaseFailure.ts';
import type { Fault } from '../../nodes/Runway/task/faults.ts';
import type { PendingTask } from '../../nodes/Runway/task/task.ts';

const failure = { ...taskFailures, ...purchaseFailures };

const ID = 'a-1';
const running: PendingTask = { state: 'pending', status: 'running', vendorStatus: 'MARINATING', facts: {} };
const busy: Fault = { kind: 'busy', httpStatus: 429, code: 'rate_limit', text: 'slow down' };
const lost: Fault = { kind: 'lost', text: 'socket hang up' };
const urls = ['https://files.example.com/a.mp4', 'https://files.example.com/b.mp4'];

const all: Array<[string, Failure]> = [
	['a refused request', failure.refused(official, busy)],
	['an unknown outcome', failure.unknownOutcome(official, lost, false)],
	['an unknown outcome of an earlier try', failure.unknownOutcome(official, undefined, true)],
	['a task of another credential', failure.boughtElsewhere(official, ID)],
	['a failed task', failure.taskFailed(official, ID, { state: 'failed', status: 'failed', reason: 'moderated', facts: {} })],
	['a task out of time', failure.timedOut(official, ID, 600_000, running, busy)],
	['a task of a suspended execution that nobody woke', failure.notWoken(aiVideo, ID, 600_000)],
	['a missing task', failure.missingTask(official, ID, 'task_not_exist')],
	['a task that cannot be read', failure.unreadableTask(official, ID, busy)],
	['a stopped wait', failure.stopped(official, ID)],
	['a stop before the start', failure.notStarted()],
	['a file that does not come', failure.notDownloaded(official, ID, urls, 'HTTP 403')],
];

describe('a failure in words', () => {
	it.each(all)('says what happened in one line and what to do in whole sentences: %s', (_, { message, description }) => {
		expect(message).toMatch(/^[A-Z][^“”]*[^.]$/);
		expect(description).toMatch(/^[A-Z].*[.”]$/);
		expect(`${message} ${description}`).not.toMatch(/undefined|null|\[object|\s\s/);
	});

	it.each(all.filter(([, { taskId }]) => taskId !== undefined))('names the task, so that it can be found again: %s', (_, { message, description }) => {
		expect(`${message} ${description}`).toContain(ID);
	});

	it.each([
		['a task out of time', failure.timedOut(official, ID, 600_000)],
		['a task of a suspended execution that nobody woke', failure.notWoken(official, ID, 600_000)],
		['a task that cannot be read', failure.unreadableTask(official, ID, busy)],
		['a stopped wait', failure.stopped(official, ID)],
	])('says how a paid task is fetched after all: %s', (_, { description }) => {
		expect(description).toContain('The task is paid for and can still be fetched: use Task > Wait for Completion with its ID.');
	});
});

describe('a refused request', () => {
	it.each<[Fault, boolean]>([
		[busy, true],
		[{ kind: 'noConnection', text: 'connect ECONNREFUSED' }, true],
		[{ kind: 'badKey', httpStatus: 401 }, false],
		[{ kind: 'rejected', httpStatus: 400 }, false],
	])('was not charged, and may go through later or not: $kind', (fault, retryable) => {
		const refused = failure.refused(official, fault);
		expect(refused).toMatchObject({ retryable, failureCode: fault.code, httpStatus: fault.httpStatus });
		expect(refused.description).toMatch(/^Nothing was charged for this item\. /);
		expect(refused).not.toHaveProperty('mayBePaid');
	});

	it('keeps the words of the vendor out of the message', () => {
		const { message, description } = failure.refused(official, busy);
		expect(message).toBe('CometAPI is taking no more requests at the moment');
		expect(description).toContain('CometAPI says: “slow down”');
	});
});

describe('an unknown outcome', () => {
	it.each([
		['with a reason', failure.unknownOutcome(aiVideo, lost, false)],
		['without one', failure.unknownOutcome(aiVideo, undefined, false)],
		['of an earlier try', failure.unknownOutcome(aiVideo, undefined, true)],
	])('may be paid, and is not to be repeated: %s', (_, unknown) => {
		expect(unknown).toMatchObject({ mayBePaid: true, retryable: false });
		expect(unknown.message).toContain('AI Video API');
		expect(unknown).not.toHaveProperty('taskId');
	});

	it('keeps what the answer said', () => {
		const fault: Fault = { kind: 'serverTrouble', httpStatus: 502, code: 'bad_gateway', text: 'no' };
		const unknown = failure.unknownOutcome(official, fault, false);
		expect(unknown).toMatchObject({ httpStatus: 502, failureCode: 'bad_gateway' });
		expect(unknown.description).toContain('CometAPI says: “no”');
	});
});

describe('a task of another credential', () => {
	it('is not bought again by itself, and is read with the credential that paid for it', () => {
		const elsewhere = failure.boughtElsewhere(aiVideo, ID);
		expect(elsewhere).toMatchObject({ retryable: false, taskId: ID });
		expect(elsewhere.description).toContain('Choose that credential again and retry, or use AI Video > Wait for Task with it');
	});
});

describe('a failed task', () => {
	it('has its status, its code and the words of the vendor', () => {
		const failed = failure.taskFailed(official, ID, { state: 'failed', status: 'failed', code: 'INTERNAL.X', reason: 'oops', facts: {} });
		expect(failed).toMatchObject({ retryable: true, taskId: ID, status: 'failed', failureCode: 'INTERNAL.X' });
		expect(failed.description).toMatch(/CometAPI says: “oops” Task ID: a-1\.$/);
	});

	it('that was cancelled says so', () => {
		const failed = failure.taskFailed(official, ID, { state: 'failed', status: 'cancelled', facts: {} });
		expect(failed).toMatchObject({ message: 'The task was cancelled', status: 'cancelled', retryable: false });
	});
});

describe('a task out of time', () => {
	it.each([
		['the last state', running, undefined, /^Last state: MARINATING\. The task is paid/],
		['that no state was seen', undefined, undefined, /^No state was seen yet\. The task is paid/],
		['that the last read did not work', running, busy, /^Last state: MARINATING\. The last read did not work: CometAPI is taking no more requests at the moment\. /],
	])('tells %s', (_, task, fault, start) => {
		const late = failure.timedOut(official, ID, 90_000, task, fault);
		expect(late).toMatchObject({ message: 'The task was not finished after 1.5 minutes', retryable: true, taskId: ID, status: 'timedOut' });
		expect(late.description).toMatch(start);
		expect(late.description).toContain('A higher Timeout in the options waits longer.');
	});

	it('of a suspended execution that nobody woke may have finished all the same, and is fetched by the operation of its own API', () => {
		const late = failure.notWoken(aiVideo, ID, 60_000);
		expect(late).toMatchObject({ message: 'The task was not seen to finish within 1 minute', retryable: true, taskId: ID, status: 'timedOut' });
		expect(late.description).toContain('the task may have finished all the same. The task is paid for and can still be fetched: use AI Video > Wait for Task');
	});
});

describe('a task that cannot be told of', () => {
	it('because nobody knows it asks for the ID and the credential', () => {
		const missing = failure.missingTask(official, ID, 'task_not_exist');
		expect(missing).toMatchObject({ message: 'CometAPI does not know the task a-1', retryable: false, taskId: ID });
		expect(missing.description).toMatch(/^Check the ID, .* CometAPI says: “task_not_exist”$/);
		expect(missing).not.toHaveProperty('status');
	});

	it.each<[Fault, boolean]>([
		[busy, true],
		[lost, true],
		[{ kind: 'badKey', httpStatus: 401, text: 'no' }, false],
	])('because its read ends with $kind keeps the facts of that', (fault, retryable) => {
		const unreadable = failure.unreadableTask(official, ID, fault);
		expect(unreadable).toMatchObject({ message: expect.stringMatching(/^The task could not be read: /), retryable, taskId: ID });
		expect(unreadable).toMatchObject({ failureCode: fault.code, httpStatus: fault.httpStatus });
		expect(unreadable.description).toContain(`“${fault.text}”`);
	});
});

describe('a stop', () => {
	it('keeps the task of a wait', () => {
		expect(failure.stopped(official, ID)).toMatchObject({ message: 'The execution was stopped', retryable: true, taskId: ID });
	});

	it('before the start has no task', () => {
		expect(failure.notStarted()).toEqual({ message: 'The execution was stopped', description: 'The task had not been started.', retryable: true });
	});
});

describe('a file that does not come', () => {
	it('leaves its links, the reason and the way to fresh ones', () => {
		const notDownloaded = failure.notDownloaded(aiVideo, ID, urls, 'HTTP 403');
		expect(notDownloaded).toMatchObject({ retryable: true, taskId: ID, status: 'succeeded', url: urls[0], urls });
		expect(notDownloaded.description).toMatch(/^Reason: HTTP 403\. The task is paid for; .*AI Video > Get Task with its ID/);
	});
});
