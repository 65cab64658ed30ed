import { randomUUID } from 'node:crypto';
import type { Answer, Dialect, Family } from './types.ts';

/** An error of the gateway itself: bad key, load, bad request. */
export function gatewayError(status: number, message: string, code = ''): Answer {
	const requestId = randomUUID().replaceAll('-', '');
	return { status, body: { error: { message: `${message} (request id: ${requestId})`, type: 'comet_api_error', param: '', code } } };
}

/** An error that names a machine code, in the dialect of the route. */
export function codedError(family: Family, dialect: Dialect, status: number, code: string, message = code): Answer {
	if (family === 'aiVideo') return aiVideoError(dialect, status, message);
	const style = family === 'official' ? dialect.officialErrors : dialect.proErrors;
	if (style === 'nested') return gatewayError(status, message, code);
	if (style === 'business') return { status: 200, body: { code: status, msg: message, data: null } };
	return { status, body: { code, message, data: null } };
}

export function aiVideoError(dialect: Dialect, status: number, message: string): Answer {
	return { status, body: dialect.aiVideoErrors === 'error' ? { error: message } : { detail: message } };
}

export interface Issue {
	code: string;
	message: string;
	path: string[];
}

/** How Runway refuses a body of the official format. */
export function validationError(dialect: Dialect, issues: Issue[]): Answer {
	const error = 'Validation of body failed';
	if (dialect.officialErrors === 'nested') {
		return gatewayError(400, `${error}: ${issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`, 'invalid_request');
	}
	return { status: 400, body: { error, issues, docUrl: 'https://docs.dev.runwayml.com/api' } };
}

/** How AI Video API refuses one field. */
export function fieldError(dialect: Dialect, field: string, message: string, location = 'body'): Answer {
	if (dialect.aiVideoErrors === 'error') return { status: 400, body: { error: `${field}: ${message}` } };
	return { status: 422, body: { detail: [{ loc: [location, field], msg: message, type: 'value_error' }] } };
}

export function unauthorized(family: Family, dialect: Dialect): Answer {
	return family === 'aiVideo' ? aiVideoError(dialect, 401, 'Invalid API key') : gatewayError(401, 'Invalid Token');
}

export function htmlPage(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
	};
}
