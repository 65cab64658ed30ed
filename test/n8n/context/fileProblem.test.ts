import { problemOf, refusal } from '../../../nodes/Runway/n8n/context/fileProblem.ts';

describe('the head of an answer', () => {
	it.each([
		['a video', 200, 'video/mp4', undefined, undefined],
		['a video in a coding that leaves it as it is', 200, 'video/mp4', 'aws-chunked', undefined],
		['a page of text', 200, undefined, undefined, { problem: 'the host sent a text instead of a video or an image' }],
		['a video that n8n could not unpack', 200, 'video/mp4', 'zstd', { problem: 'the host sent the file compressed (zstd), which n8n cannot unpack', isFinal: true }],
		['nothing yet', 202, 'video/mp4', undefined, { problem: 'the file\'s host answered with HTTP 202', isFinal: false }],
		['a part', 206, 'video/mp4', undefined, { problem: 'the file\'s host answered with HTTP 206', isFinal: false }],
		['a link that has run out', 403, undefined, undefined, { problem: 'the file\'s host answered with HTTP 403', isFinal: true }],
	])('tells of %s', (_, httpStatus, mimeType, encoding, problem) => {
		expect(refusal(httpStatus, mimeType, encoding)).toEqual(problem);
	});
});

describe('a file that could not be kept', () => {
	it.each([
		['memory mode', 'Cannot create a string longer than 0x1fffffe8 characters'],
		['SQLite', 'SQLITE_TOOBIG: string or blob too big'],
		['PostgreSQL', 'invalid memory alloc request size 1073741824'],
	])('is not fetched again when it is too large for %s', (_, message) => {
		const { problem, isFinal } = problemOf(new Error(message));
		expect(isFinal).toBe(true);
		expect(problem).toContain('N8N_DEFAULT_BINARY_DATA_MODE=filesystem');
		expect(problem).toContain(message);
	});

	it.each([
		['a full disk', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }), 'ENOSPC: no space left on device, write'],
		['a lost connection', Object.assign(new Error('aborted'), { code: 'ECONNRESET' }), 'the connection broke before the end of the file'],
		['bytes that do not unpack', Object.assign(new Error('incorrect header check'), { code: 'Z_DATA_ERROR' }), 'the connection broke before the end of the file'],
		['what is no error', undefined, 'undefined'],
	])('is fetched again after %s', (_, error, problem) => {
		expect(problemOf(error)).toEqual({ problem });
	});
});
