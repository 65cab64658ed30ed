import { protocols } from '../../nodes/Runway/protocols/index.ts';
import type { Answer } from '../../nodes/Runway/task/request.ts';
import { formats } from '../support/fixtures.ts';

function answer(body: unknown, httpStatus = 200): Answer {
	return { httpStatus, headers: {}, body };
}

describe('a task that is not there yet', () => {
	const notThere = [
		{ code: 'task_not_exist', message: 'task_not_exist', data: null },
		{ error: { message: 'Task not found', code: '' } },
		{ error: 'Could not find Task' },
		{ error: "The task doesn't exist" },
		{ error: 'unknown uuid' },
		{ code: 404, msg: '任务不存在', data: null },
	];
	const statuses = [200, 400, 401, 403, 404, 422, 429, 500, 503];

	it.each(formats.flatMap((format) => statuses.map((httpStatus) => [format, httpStatus] as const)))(
		'is missing in the %s format under HTTP %i, in whatever words',
		(format, httpStatus) => {
			for (const body of notThere) expect(protocols[format].read(answer(body, httpStatus))).toMatchObject({ state: 'missing' });
		},
	);

	it.each([
		[401, 'User not found'],
		[403, 'Account not found'],
		[429, 'No such plan'],
	])('is not meant by HTTP %i with the words %s', (httpStatus, detail) => {
		expect(protocols.aiVideo.read(answer({ detail }, httpStatus))).toMatchObject({ state: 'unreadable' });
	});

	it('is not meant by a page, which is about the address', () => {
		const page = answer('<html><title>Task not found</title></html>', 404);
		for (const format of formats) expect(protocols[format].read(page)).toMatchObject({ state: 'unreadable' });
	});
});

describe('a word for a task under way', () => {
	it('is believed, whatever stands beside it', () => {
		const body = { status: 'running', error: 'Too many requests' };
		for (const format of formats) expect(protocols[format].read(answer(body))).toMatchObject({ state: 'pending', status: 'running' });
	});

	it.each(['0', '1'])('is doubtful inside a refusal, where it may be a default: %s', (status) => {
		const body = { code: 500, msg: 'no', data: { task_id: 'a', status } };
		expect(protocols.pro.read(answer(body))).toMatchObject({ state: 'unreadable', fault: { kind: 'serverTrouble' } });
	});
});

describe('a word for failed', () => {
	it.each([
		['AI Video API’s own', 'aiVideo', { uuid: 'a', status: 'failed', error: 'Too many requests' }],
		['a bare error about a named task', 'aiVideo', { uuid: 'a', status: 'error', error: 'boom' }],
		['a bare error about a task named inside', 'official', { code: 'success', data: { status: 'error', data: { id: 'a' } } }],
		['one without a name but with a reason of its own', 'aiVideo', { status: 'failed', error: 'Image moderation', error_code: '002' }],
		['one of the feed', 'pro', { task_id: 'a', status: '2', msg: 'too many requests' }],
	] as const)('ends the task: %s', (_, format, body) => {
		expect(protocols[format].read(answer(body))).toMatchObject({ state: 'failed' });
	});

	it.each([
		['a bare error of no task', { status: 'error', error: 'boom' }, 'rejected'],
		['a bare error without a word', { status: 'error' }, 'notUnderstood'],
		['a bare error about the key', { id: 'a', uuid: 'a', status: 'error', error: { code: 401, message: 'Invalid Token' } }, 'badKey'],
		['a failure of no task, of an API in trouble', { status: 'failed', error: 'Internal server error' }, 'serverTrouble'],
		['a failure of no task, for want of credits', { status: 'failure', error: 'insufficient balance' }, 'noCredit'],
	])('is the trouble of the API, and no end of the task: %s', (_, body, kind) => {
		for (const format of formats) expect(protocols[format].read(answer(body))).toMatchObject({ state: 'unreadable', fault: { kind } });
	});
});
