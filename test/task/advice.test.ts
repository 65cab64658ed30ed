import { adviseOnFailure } from '../../nodes/Runway/task/advice.ts';
import { failureCodes } from '../../nodes/Runway/task/failureCodes.ts';
import { type FaultKind, faultRules } from '../../nodes/Runway/task/faults.ts';
import type { FailedTask } from '../../nodes/Runway/task/task.ts';

const kinds = Object.keys(faultRules) as FaultKind[];

/** n8n puts words of its own in place of a message that contains one of these, in any case. */
const REPLACED_BY_N8N = /E(?:CONN\w+|TIMEDOUT|ADDR\w+|HOSTUNREACH|AI_AGAIN|NOENT|ISDIR|NOTDIR|ACCES|EXIST|PERM|NOTFOUND|PIPE)|GETADDRINFO/i;
const BLAMING = /error|problem|failure|failed|mistake/i;

function failed(code?: string, rest: Partial<FailedTask> = {}): FailedTask {
	return { state: 'failed', status: 'failed', ...(code && { code }), facts: {}, ...rest };
}

describe('advice on a failed task', () => {
	it.each([
		['SAFETY.INPUT.TEXT', /prompt or a file/, false],
		['SAFETY.OUTPUT.VIDEO', /refused the result/, false],
		['safety.input.text', /prompt or a file/, false],
		['SAFETY.SOMETHING.NEW', /refused the request/, false],
		['INPUT_PREPROCESSING.SAFETY.TEXT', /refused the prompt/, false],
		['INPUT_PREPROCESSING.INTERNAL', /could not be prepared/, true],
		['INTERNAL.BAD_OUTPUT.CODE01', /too poor/, false],
		['INTERNAL.OTHER', /had trouble/, true],
		['INTERNAL', /had trouble/, true],
		['ASSET.INVALID', /input file/, false],
		['THIRD_PARTY.UNAVAILABLE', /company behind/, true],
		['000', /did not expect/, false],
		['001', /refused the prompt/, false],
		['002', /refused the image/, false],
		['NO_OUTPUT', /without a file/, false],
		['INTERNALS', /without a result/, false],
		['BRAND.NEW', /without a result/, false],
		[undefined, /without a result/, true],
	])('knows %s', (code, message, retryable) => {
		const advice = adviseOnFailure(failed(code), 'CometAPI');
		expect(advice.message).toMatch(message);
		expect(advice.retryable).toBe(retryable);
	});

	it('sees a refusal by the content check in words when there is no code', () => {
		const task = failed(undefined, { reason: 'The request was moderated' });
		expect(adviseOnFailure(task, 'CometAPI')).toMatchObject({ message: expect.stringContaining('content check'), retryable: false });
	});

	it('does not suggest the same again for a cancelled task', () => {
		const task = failed('INTERNAL', { status: 'cancelled' });
		expect(adviseOnFailure(task, 'CometAPI')).toMatchObject({ message: 'The task was cancelled', retryable: false });
	});

	it.each<[string, FailedTask, string]>([
		['was refunded, whatever it cost', failed(undefined, { facts: { refunded: true, cost: 320 } }), 'CometAPI gave its credits back.'],
		['cost nothing', failed('SAFETY.INPUT.TEXT', { facts: { cost: 0 } }), 'Nothing was charged.'],
		['cost something', failed('INTERNAL', { facts: { cost: 25 } }), 'CometAPI lists 25 credits for it.'],
		['had a refused input', failed('SAFETY.INPUT.TEXT'), 'Its credits are not given back.'],
		['says nothing of its cost', failed('INTERNAL'), 'CometAPI does not say whether it was charged'],
	])('begins with the charge of a task that %s', (_, task, start) => {
		expect(adviseOnFailure(task, 'CometAPI').advice.startsWith(start)).toBe(true);
	});

	it.each(failureCodes)('tells for $code what happened and what to do, in calm sentences', ({ code }) => {
		const { message, advice } = adviseOnFailure(failed(code), 'AI Video API');
		expect(message).toMatch(/^[A-Z].*[^.]$/);
		expect(message).not.toMatch(BLAMING);
		expect(message).not.toMatch(REPLACED_BY_N8N);
		expect(advice).toMatch(/^[A-Z].*\.$/);
	});
});

describe('the rule of a fault', () => {
	it.each(kinds)('says what happened and what to do: %s', (kind) => {
		const message = faultRules[kind].message('CometAPI');
		expect(message).toMatch(/^[A-Z].*[^.]$/);
		expect(message).toContain('CometAPI');
		expect(message).not.toMatch(BLAMING);
		expect(message).not.toMatch(REPLACED_BY_N8N);
		expect(faultRules[kind].advice).toMatch(/^[A-Z].*\.$/);
	});

	it('takes a submission for perhaps taken only where the server may have seen it and not refused it', () => {
		const perhapsTaken = kinds.filter((kind) => faultRules[kind].taken === 'unknown');
		expect(perhapsTaken.sort()).toEqual(['lost', 'notUnderstood', 'serverTrouble']);
	});

	it('lets a read be repeated only where that may help', () => {
		const repeated = kinds.filter((kind) => faultRules[kind].repeatRead);
		expect(repeated.sort()).toEqual(['busy', 'lost', 'noChannel', 'noConnection', 'notUnderstood', 'serverTrouble']);
		expect(kinds.filter((kind) => faultRules[kind].isTransient).sort()).toEqual(repeated);
	});
});
