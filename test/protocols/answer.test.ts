import { explain, faultOf, isOk, notUnderstood } from '../../nodes/Runway/protocols/answer.ts';
import type { Answer } from '../../nodes/Runway/task/request.ts';

function answer(httpStatus: number, body: unknown = ''): Answer {
	return { httpStatus, headers: {}, body };
}

describe('an HTTP status', () => {
	it.each([
		[200, true],
		[204, true],
		[299, true],
		[199, false],
		[300, false],
		[NaN, false],
	])('%d is a good one: %p', (httpStatus, isGoodOne) => {
		expect(isOk(answer(httpStatus))).toBe(isGoodOne);
	});

	it.each([
		[100, 'notUnderstood'],
		[NaN, 'notUnderstood'],
		[300, 'wrongAddress'],
		[301, 'wrongAddress'],
		[400, 'rejected'],
		[401, 'badKey'],
		[402, 'noCredit'],
		[403, 'forbidden'],
		[404, 'wrongAddress'],
		[405, 'rejected'],
		[408, 'serverTrouble'],
		[409, 'serverTrouble'],
		[413, 'tooLarge'],
		[422, 'rejected'],
		[425, 'serverTrouble'],
		[429, 'busy'],
		[499, 'serverTrouble'],
		[500, 'serverTrouble'],
		[503, 'serverTrouble'],
		[524, 'serverTrouble'],
	])('%d without a word is the fault %s', (httpStatus, kind) => {
		expect(explain(answer(httpStatus))).toEqual({ kind, httpStatus });
	});
});

describe('a fault', () => {
	it('keeps the wish of the server to be left alone', () => {
		expect(explain({ httpStatus: 429, headers: { 'retry-after': '3' }, body: '' })).toEqual({ kind: 'busy', httpStatus: 429, retryAfterMs: 3_000 });
	});
});

describe('words beside a status that refuses', () => {
	it.each([
		['tell of an empty account', 400, 'You do not have enough credits', 'noCredit'],
		['tell of an empty account beside a limit', 429, 'insufficient_user_quota', 'noCredit'],
		['tell of a model that is not offered', 400, 'No available channel for model gen4', 'noChannel'],
		['tell of a model that is not offered at the moment', 503, 'No available channel for model gen4', 'noChannel'],
		['tell of a limit', 400, 'Too many requests', 'busy'],
		['tell of a limit, in one word', 400, 'RateLimit', 'busy'],
		['tell of a load', 404, 'the group is saturated', 'busy'],
		['tell of trouble', 400, 'upstream request timeout', 'serverTrouble'],
		['tell of trouble at an address', 404, 'Bad gateway', 'serverTrouble'],
		['tell of trouble beside HTTP 401, which counts', 401, 'Internal server error', 'badKey'],
		['tell of an empty account beside HTTP 500, which counts', 500, 'insufficient balance', 'serverTrouble'],
		['tell of a field', 400, 'ratio is required', 'rejected'],
	])('%s', (_, httpStatus, message, kind) => {
		expect(explain(answer(httpStatus, { error: { message } }))?.kind).toBe(kind);
	});

	it.each([
		[500, 'invalid_request', 'no', 'rejected'],
		[503, 'invalid_request', 'no', 'rejected'],
		[500, 'invalid_request', 'upstream timed out', 'serverTrouble'],
		[400, 'invalid_request', 'no', 'rejected'],
		[401, 'invalid_request', 'no', 'badKey'],
		[400, 'upstream_failed', 'no', 'serverTrouble'],
		[400, 'internal_failure', 'no', 'serverTrouble'],
		[400, 'service_unavailable', 'no', 'serverTrouble'],
		[400, 'request_timeout', 'no', 'serverTrouble'],
		[400, 'rate_limit', 'no', 'busy'],
		[400, 'insufficient_quota', 'no', 'noCredit'],
	])('HTTP %d with the code %s and the words “%s” is %s', (httpStatus, code, message, kind) => {
		expect(explain(answer(httpStatus, { error: { code, message } }))).toEqual({ kind, httpStatus, code, text: message });
	});
});

describe('a good status', () => {
	it.each([
		['an id', { id: 'a' }],
		['the code of success', { code: 'success', data: {} }],
		['the code 200', { code: 200, msg: 'ok' }],
		['empty words for an error', { id: 'a', error: '', error_code: 0 }],
		['no error', { id: 'a', error: null }],
		['details that are no list', { id: 'a', detail: 'high' }],
		['a text', 'hello'],
	])('has no fault around %s', (_, body) => {
		expect(explain(answer(200, body))).toBeUndefined();
	});

	it.each([
		['a named error', { error: 'boom' }, { kind: 'rejected', text: 'boom' }],
		['an error that is an object', { error: {} }, { kind: 'notUnderstood' }],
		['a list of fields', { detail: [{ loc: ['body', 'ratio'], msg: 'required' }] }, { kind: 'rejected', text: 'body.ratio – required' }],
		['an empty list of fields', { detail: [] }, { kind: 'notUnderstood' }],
		['a bad key', { code: 401, msg: 'Invalid Token' }, { kind: 'badKey', code: '401', text: 'Invalid Token' }],
		['server trouble', { code: '502', msg: 'no' }, { kind: 'serverTrouble', code: '502', text: 'no' }],
		['a figure that is no HTTP status', { code: 4001, msg: 'no' }, { kind: 'rejected', code: '4001', text: 'no' }],
		['a word that ends like an HTTP status', { code: 'E429', msg: 'no' }, { kind: 'rejected', code: 'E429', text: 'no' }],
		['a 404, which is about what was asked for', { code: 404, msg: 'no such model' }, { kind: 'rejected', code: '404', text: 'no such model' }],
		['a code without a reason', { code: 1 }, { kind: 'notUnderstood', code: '1' }],
		['a code that is a word', { code: 'reference_images_empty' }, { kind: 'rejected', code: 'reference_images_empty' }],
		['a code of two letters', { code: 'e1' }, { kind: 'notUnderstood', code: 'e1' }],
		['an empty account', { code: 1, msg: '余额不足' }, { kind: 'noCredit', code: '1', text: '余额不足' }],
		['an empty account in the code', { code: 'insufficient_quota' }, { kind: 'noCredit', code: 'insufficient_quota' }],
		['a model that is not offered', { code: 1, msg: 'no available channel' }, { kind: 'noChannel', code: '1', text: 'no available channel' }],
		['a limit', { code: 'too many requests' }, { kind: 'busy', code: 'too many requests' }],
		['trouble in the code', { code: 'server_error', msg: 'no' }, { kind: 'serverTrouble', code: 'server_error', text: 'no' }],
		['trouble in words', { code: 1, msg: '系统繁忙' }, { kind: 'serverTrouble', code: '1', text: '系统繁忙' }],
	])('is looked through for %s', (_, body, fault) => {
		expect(explain(answer(200, body))).toEqual(fault);
	});

	it('around what nobody knows is not understood, in its own words', () => {
		expect(notUnderstood(answer(200, '<html><title>Sign in</title></html>'))).toEqual({ kind: 'notUnderstood', text: 'Sign in' });
		expect(notUnderstood(answer(200, {}))).toEqual({ kind: 'notUnderstood' });
	});

	it('can be read as a fault all the same', () => {
		expect(faultOf(answer(200, { status: 'error', message: 'Too many requests' }))).toEqual({ kind: 'busy', text: 'Too many requests' });
		expect(faultOf(answer(200, {}))).toEqual({ kind: 'notUnderstood' });
	});
});
