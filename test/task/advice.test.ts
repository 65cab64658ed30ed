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
		[undefined, /without a result/, false],
	])('knows %s', (code, message, retryable) => {
		const advice = adviseOnFailure(failed(code), 'CometAPI');
		expect(advice.message).toMatch(message);
		expect(advice.retryable).toBe(retryable);
	});

	it.each([
		...['The request was moderated', 'inappropriate content', 'Your prompt was blocked', 'NSFW', 'violates our usage policy', 'flagged by safety'],
		...['内容违规', '提示词包含敏感词', '审核不通过', '内容审核超时'],
	])('sees the content check in words when there is no code: %s', (reason) => {
		const advice = adviseOnFailure(failed(undefined, { reason }), 'CometAPI');
		expect(advice).toMatchObject({ message: 'The content check refused the request', retryable: false });
	});

	it.each(['account balance insufficient', 'Insufficient user quota', 'not enough credits', 'not enough credit', 'insufficient credit', 'credit exhausted', 'out of credit', 'the quota is not enough', '账户余额不足', '账号已欠费'])(
		'sees an empty account in words when there is no code: %s',
		(reason) => {
			const advice = adviseOnFailure(failed(undefined, { reason }), 'CometAPI');
			expect(advice).toMatchObject({ message: expect.stringContaining('enough credits'), retryable: false });
			expect(advice.advice).toContain('Add credits');
		},
	);

	it.each([
		...['Generation timed out', 'task timeout', 'Internal error', 'internal server error', 'upstream connect error', 'The model is overloaded'],
		...['Service temporarily unavailable', 'Service unavailable', 'server is down', 'Please try again later', 'Too many requests', 'rate limit reached', 'context deadline exceeded'],
		...['系统繁忙', '请稍后重试', '请稍后再试', '任务超时', '服务异常', '服务器内部错误', '上游服务不可用'],
	])('takes a reason for passing only when its words are known for it: %s', (reason) => {
		const advice = adviseOnFailure(failed(undefined, { reason }), 'CometAPI');
		expect(advice).toMatchObject({ message: expect.stringContaining('had trouble'), retryable: true });
		expect(advice.advice).toContain('in some minutes');
	});

	it.each([
		...['generation failed', '生成失败', 'boom', 'Please try again with another prompt'],
		...['upstream says: invalid image', 'upstream error: the image must be a JPEG', 'internal error: unsupported ratio', '上游拒绝该请求', '参数错误，服务异常'],
	])('buys nothing again for a reason that may last: %s', (reason) => {
		const advice = adviseOnFailure(failed(undefined, { reason }), 'CometAPI');
		expect(advice).toMatchObject({ message: 'The task ended without a result', retryable: false });
		expect(advice.advice).toContain('run the workflow again to try it once more');
	});

	it.each(failureCodes)('finds $code by itself, before any shorter start of it', ({ code, message, advice, retryable }) => {
		const found = adviseOnFailure(failed(code), 'CometAPI');
		expect(found).toMatchObject({ message, retryable });
		expect(found.advice).toContain(advice);
	});

	it('lets a code speak before the words', () => {
		expect(adviseOnFailure(failed('INTERNAL', { reason: 'moderated' }), 'CometAPI').retryable).toBe(true);
		expect(adviseOnFailure(failed('BRAND.NEW', { reason: 'timeout' }), 'CometAPI').retryable).toBe(false);
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

	it.each<[string, FailedTask]>([
		...failureCodes.map(({ code }): [string, FailedTask] => [code, failed(code)]),
		...['no words', 'moderated', 'insufficient balance', 'timeout'].map((reason): [string, FailedTask] => [reason, failed(undefined, { reason })]),
	])('tells for %s what happened and what to do, in calm sentences', (_, task) => {
		const { message, advice } = adviseOnFailure(task, 'AI Video API');
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
