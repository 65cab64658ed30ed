import { aiVideoError, gatewayError, htmlPage } from './errors.ts';
import type { Answer, Dialect, Family } from './types.ts';

/** Either another answer than the right one, or the right one damaged on its way. */
export type Fault = { answer: Answer } | { damage: 'reset' | 'hang' | 'cut' | 'withoutHandle' };

export interface FaultContext {
	family: Family;
	dialect: Dialect;
	retryAfterSeconds: number;
	/** An address on another origin. */
	elsewhere: string;
}

/** Faults that leave a task behind unless the directive says otherwise: the vendor did its work, the answer got lost. */
const taskWasMade = new Set(['resetAfter', 'cut', 'noid']);

export function createsTask(name: string, { submitCreated, timeoutCreated }: { submitCreated?: number; timeoutCreated?: number }): boolean {
	const wanted = submitCreated ?? (name === 'timeout' ? timeoutCreated : undefined);
	return wanted === undefined ? taskWasMade.has(name) : wanted !== 0;
}

export function faultNamed(name: string, context: FaultContext): Fault {
	if (name === 'resetBefore' || name === 'resetAfter' || name === 'reset') return { damage: 'reset' };
	if (name === 'timeout') return { damage: 'hang' };
	if (name === 'cut') return { damage: 'cut' };
	if (name === 'noid') return { damage: 'withoutHandle' };
	if (name === 'empty') return { answer: { status: 200, body: '' } };
	if (name === 'html') return { answer: htmlPage(200, 'Welcome') };
	if (name === 'redirect' || name === 'redirect307') return { answer: redirect(307, context.elsewhere) };
	if (name === 'redirect301') return { answer: redirect(301, context.elsewhere) };
	if (name === '429after') {
		const { headers, ...answer } = statusAnswer(429, context);
		return { answer: { ...answer, headers: { ...headers, 'retry-after': String(context.retryAfterSeconds) } } };
	}
	if (/^[45]\d\d$/.test(name)) return { answer: statusAnswer(Number(name), context) };
	throw new Error(`Simulator: there is no fault "${name}"`);
}

export function redirect(status: number, location: string): Answer {
	return { ...htmlPage(status, 'Moved'), headers: { 'content-type': 'text/html; charset=utf-8', location } };
}

const messages: Record<number, string> = {
	403: 'This key has no access to the model',
	413: 'The request is too large',
	429: 'The upstream load of group default is saturated',
	500: 'Internal error',
	503: 'No available channel for model under group default',
};

function statusAnswer(status: number, { family, dialect }: FaultContext): Answer {
	const message = messages[status];
	if (message === undefined) return htmlPage(status, `Error ${status}`);
	return family === 'aiVideo' ? aiVideoError(dialect, status, message) : gatewayError(status, message);
}
