import type { Fault, FaultKind } from '../task/faults';
import type { Answer } from '../task/request';
import { isObject, valueAt, withoutGaps } from '../task/values';
import { answerCode, answerText } from './answerText';
import { retryAfterMs } from './retryAfter';
import { firstText } from './text';

const KIND_OF_STATUS = new Map<number, FaultKind>([
	[401, 'badKey'],
	[402, 'noCredit'],
	[403, 'forbidden'],
	[404, 'wrongAddress'],
	// These two say neither that the request was taken nor that it was not.
	[408, 'serverTrouble'],
	[409, 'serverTrouble'],
	[413, 'tooLarge'],
	[429, 'busy'],
]);

const NO_CREDIT = /not (?:have )?enough credits?|insufficient[ _](?:user[ _])?(?:quota|credits?|balance|funds)|(?:quota|balance) is not enough|(?:余额|额度)不足/i;
const NO_CHANNEL = /no available channel/i;
const BUSY = /saturated|too many requests|rate.?limit/i;
const TROUBLE_CODE = /internal|server|upstream|time.?out|unavailable/i;
const TROUBLE_TEXT = /internal (?:server )?error|upstream|time[d -]?out|bad gateway|(?:service|server) (?:is )?(?:temporarily )?(?:unavailable|down|not available)/i;

/** The fault an answer reports, by its HTTP status or inside its JSON; nothing for a good status without one. */
export function explain(answer: Answer): Fault | undefined {
	const { httpStatus, body } = answer;
	if (isOk(answer) && !reportsFault(body)) return undefined;
	const said = { code: answerCode(body), text: answerText(body), retryAfterMs: retryAfterMs(answer) };
	if (isOk(answer)) return withoutGaps({ kind: kindOfBusinessFault(said.code, said.text), ...said });
	return withoutGaps({ kind: kindOfHttpFault(httpStatus, said.code, said.text), httpStatus, ...said });
}

export function isOk({ httpStatus }: Answer): boolean {
	return httpStatus >= 200 && httpStatus < 300;
}

/** For a good status around something else than what was asked for: a page, a cut-off text, JSON without a task. */
export function notUnderstood({ body }: Answer): Fault {
	return withoutGaps({ kind: 'notUnderstood', text: answerText(body) });
}

function reportsFault(body: unknown): boolean {
	const error = valueAt(body, 'error');
	const isNamed = isObject(error) || firstText(error) !== undefined || Array.isArray(valueAt(body, 'detail'));
	return isNamed || answerCode(body) !== undefined;
}

function kindOfHttpFault(httpStatus: number, code = '', text = ''): FaultKind {
	if (NO_CHANNEL.test(text)) return 'noChannel';
	if (httpStatus >= 500 && code === 'invalid_request') return 'rejected';
	if (httpStatus < 500 && NO_CREDIT.test(`${code} ${text}`)) return 'noCredit';
	const known = KIND_OF_STATUS.get(httpStatus);
	if (known) return known;
	if (httpStatus >= 500) return 'serverTrouble';
	if (httpStatus >= 400) return 'rejected';
	return httpStatus >= 300 ? 'wrongAddress' : 'notUnderstood';
}

/** A good HTTP status around a bad code: the code is read as an HTTP status where it looks like one. */
function kindOfBusinessFault(code = '', text = ''): FaultKind {
	// The address answered, so here a 404 is about what was asked for.
	if (/^[45]\d\d$/.test(code) && code !== '404') return kindOfHttpFault(Number(code), code, text);
	if (NO_CHANNEL.test(text)) return 'noChannel';
	if (NO_CREDIT.test(`${code} ${text}`)) return 'noCredit';
	if (BUSY.test(`${code} ${text}`)) return 'busy';
	if (TROUBLE_CODE.test(code) || TROUBLE_TEXT.test(text)) return 'serverTrouble';
	// Without a word of reason nobody can say that the request was not taken.
	return text || /[a-z]{3}/i.test(code) ? 'rejected' : 'notUnderstood';
}
