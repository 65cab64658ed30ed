import type { Fault, FaultKind } from '../task/faults';
import type { Answer } from '../task/request';
import { isObject, valueAt, withoutGaps } from '../task/values';
import { BUSY, NO_CREDIT, TROUBLE } from '../task/vendorWords';
import { answerCode, answerSentence, answerText } from './answerText';
import { retryAfterMs } from './retryAfter';
import { firstText } from './text';

const KIND_OF_STATUS = new Map<number, FaultKind>([
	[401, 'badKey'],
	[402, 'noCredit'],
	[403, 'forbidden'],
	// These say neither that the request was taken nor that it was not.
	[408, 'serverTrouble'],
	[409, 'serverTrouble'],
	[425, 'serverTrouble'],
	[499, 'serverTrouble'],
	[413, 'tooLarge'],
	[429, 'busy'],
]);

const NO_CHANNEL = /no available channel/i;
const TROUBLE_CODE = /internal|server|upstream|time.?out|unavailable/i;

interface Said {
	code: string;
	text: string;
	/** Whether the words leave open how far the request got. */
	isTrouble: boolean;
}

/** The fault an answer reports, by its HTTP status or inside its JSON; nothing for a good status without one. */
export function explain(answer: Answer): Fault | undefined {
	return isOk(answer) && !reportsFault(answer.body) ? undefined : faultOf(answer);
}

/** Reads an answer as a fault, whatever else it may be. */
export function faultOf(answer: Answer): Fault {
	const { httpStatus, body } = answer;
	const told = { code: answerCode(body), text: answerText(body), retryAfterMs: retryAfterMs(answer) };
	const { code = '', text = '' } = told;
	const said = { code, text, isTrouble: TROUBLE_CODE.test(code) || TROUBLE.test(answerSentence(body) ?? '') };
	if (isOk(answer)) return withoutGaps({ kind: kindOfBusinessFault(said), ...told });
	return withoutGaps({ kind: kindOfHttpFault(httpStatus, said), httpStatus, ...told });
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

function kindOfHttpFault(httpStatus: number, said: Said): FaultKind {
	const { code, text, isTrouble } = said;
	if (NO_CHANNEL.test(text)) return 'noChannel';
	if (httpStatus >= 500 && code === 'invalid_request' && !isTrouble) return 'rejected';
	if (httpStatus >= 500) return 'serverTrouble';
	if (NO_CREDIT.test(`${code} ${text}`)) return 'noCredit';
	const known = KIND_OF_STATUS.get(httpStatus);
	if (known) return known;
	if (httpStatus >= 400) return kindOfRefusal(httpStatus, said);
	return httpStatus >= 300 ? 'wrongAddress' : 'notUnderstood';
}

/** A status that refuses is believed unless the words beside it tell of trouble behind the API. */
function kindOfRefusal(httpStatus: number, { code, text, isTrouble }: Said): FaultKind {
	if (BUSY.test(`${code} ${text}`)) return 'busy';
	if (isTrouble) return 'serverTrouble';
	return httpStatus === 404 ? 'wrongAddress' : 'rejected';
}

/** A good HTTP status around a bad code: the code is read as an HTTP status where it looks like one. */
function kindOfBusinessFault(said: Said): FaultKind {
	const { code, text, isTrouble } = said;
	// The address answered, so here a 404 is about what was asked for.
	if (/^[45]\d\d$/.test(code) && code !== '404') return kindOfHttpFault(Number(code), said);
	if (NO_CHANNEL.test(text)) return 'noChannel';
	if (NO_CREDIT.test(`${code} ${text}`)) return 'noCredit';
	if (BUSY.test(`${code} ${text}`)) return 'busy';
	if (isTrouble) return 'serverTrouble';
	// Without a word of reason nobody can say that the request was not taken.
	return text || /[a-z]{3}/i.test(code) ? 'rejected' : 'notUnderstood';
}
