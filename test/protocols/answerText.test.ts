import { answerCode, answerSentence, answerText, isGood } from '../../nodes/Runway/protocols/answerText.ts';

describe('what an answer says', () => {
	it.each([
		['the text that it is', 'Bad gateway', 'Bad gateway'],
		['error.message', { error: { message: 'a' }, detail: 'b' }, 'a'],
		['error', { error: 'a', detail: 'b', msg: 'c' }, 'a'],
		['detail', { detail: 'a', msg: 'b', message: 'c' }, 'a'],
		['msg', { msg: 'a', message: 'b' }, 'a'],
		['message', { msg: '', message: 'a' }, 'a'],
		['nothing', { data: 'a' }, undefined],
	])('stands in %s', (_, body, expected) => {
		expect(answerText(body)).toBe(expected);
		expect(answerSentence(body)).toBe(expected);
	});

	it.each([
		['Runway', { error: 'Bad', issues: [{ path: ['references', 0, 'uri'], message: 'Too long' }] }, 'Bad: references.0.uri – Too long'],
		['Runway, inside the error', { error: { issues: [{ path: ['ratio'], message: 'Wrong' }] } }, 'ratio – Wrong'],
		['FastAPI', { detail: [{ loc: ['body', 'ratio'], msg: 'required' }] }, 'body.ratio – required'],
		['an issue without words', { error: 'Bad', issues: [{ path: ['ratio'] }] }, 'Bad: ratio'],
		['an issue without a field', { error: 'Bad', issues: [{ message: 'Wrong' }] }, 'Bad: Wrong'],
		['an issue without anything', { error: 'Bad', issues: [{}, 5, null] }, 'Bad'],
		['a path that is a text', { error: 'Bad', issues: [{ path: 'ratio', message: 'Wrong' }] }, 'Bad: Wrong'],
		['parts of a path that are no words', { error: 'Bad', issues: [{ path: [{}, 'ratio', null], message: 'Wrong' }] }, 'Bad: ratio – Wrong'],
		['six issues, of which five are enough', { issues: [1, 2, 3, 4, 5, 6].map((field) => ({ path: [field] })) }, '1: 2: 3: 4: 5'],
	])('names the fields as %s does', (_, body, expected) => {
		expect(answerText(body)).toBe(expected);
	});

	it('is one sentence without the fields', () => {
		expect(answerSentence({ error: 'Bad', issues: [{ path: ['timeout'], message: 'Wrong' }] })).toBe('Bad');
		expect(answerSentence({ detail: [{ loc: ['timeout'], msg: 'Wrong' }] })).toBeUndefined();
	});

	it.each([
		['error.code', { error: { code: 'a' }, code: 'b', error_code: 'c' }, 'a'],
		['code', { code: 'b', error_code: 'c' }, 'b'],
		['error_code', { error_code: 2 }, '2'],
		['the first place that is not good', { code: 'success', error_code: '001' }, '001'],
		['nothing', { code: '', message: 'a' }, undefined],
	])('has its code in %s', (_, body, expected) => {
		expect(answerCode(body)).toBe(expected);
	});

	it.each(['0', '200', 'success', 'SUCCESS', 'ok', 'OK'])('is not the code for well-being: %s', (code) => {
		expect(isGood(code)).toBe(true);
		expect(answerCode({ code })).toBeUndefined();
	});

	it.each(['1', '201', '2000', 'failed', 'success_not', ''])('may be any other code: %p', (code) => {
		expect(isGood(code)).toBe(false);
	});
});
