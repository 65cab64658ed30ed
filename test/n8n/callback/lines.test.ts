import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { lineFor } from '../../../nodes/Runway/n8n/callback/lines.ts';
import { official } from '../../../nodes/Runway/protocols/official.ts';
import { pro } from '../../../nodes/Runway/protocols/pro.ts';

let credentials = 0;
const newCredential = () => `credential ${++credentials}`;

function contextWith(id: string, httpRequest: (options: IHttpRequestOptions) => Promise<unknown> = async () => ({ statusCode: 200 })) {
	const context = { getNode: () => ({ credentials: { cometApiRunwayApi: { id } } }), helpers: { httpRequest } };
	return context as unknown as IExecuteFunctions;
}

const http = async () => await Promise.reject(new Error('Nobody reads here'));

describe('a line for those who sleep', () => {
	it('is one for all tasks of a credential, over the newest context, since an older one holds the data of its run', () => {
		const id = newCredential();
		const newest = async () => await Promise.reject(new Error('newest'));
		const first = lineFor(contextWith(id), pro, '2024-11-06', http);
		expect(lineFor(contextWith(id), pro, '2024-11-06', newest)).toBe(first);
		expect(first.http).toBe(newest);
	});

	it.each([
		['credential', newCredential(), pro, '2024-11-06'],
		['format', 'same', official, '2024-11-06'],
		['API version', 'same', pro, '2025-01-01'],
	])('is another one for another %s', (_, id, protocol, apiVersion) => {
		const line = lineFor(contextWith('same'), pro, '2024-11-06', http);
		expect(lineFor(contextWith(id), protocol, apiVersion, http)).not.toBe(line);
	});

	it.each([
		['was heard', 200, {}, true],
		['woke nobody yet, since a task is not seen to have ended', 202, {}, false],
		['came before n8n had saved the wait', 409, { message: 'The execution "7" is running already.' }, false],
		['found the execution finished', 409, { message: 'The execution "7 has finished already.' }, true],
		['found the execution stopped', 409, { message: 'The execution "7" has finished with error.' }, true],
		['found the execution waiting at another node', 404, { message: 'The workflow for execution "7" does not contain a waiting webhook with a matching path/method.' }, true],
		['found it waiting at a form', 307, '', true],
		['found n8n busy', 503, '', false],
		['found a proxy without n8n behind it', 502, '<html>', false],
		['came too often', 429, '', false],
	])('tells whether a call needs no repetition: it %s', async (_, statusCode, body, expected) => {
		const line = lineFor(contextWith(newCredential(), async () => ({ statusCode, body })), pro, '2024-11-06', http);
		expect(await line.call({ method: 'POST', url: 'https://n8n.example.com/x', body: {} })).toBe(expected);
	});

	it('repeats a call that nobody took, and throws nothing, which would end n8n', async () => {
		const line = lineFor(contextWith(newCredential(), async () => await Promise.reject(new Error('ECONNREFUSED'))), pro, '2024-11-06', http);
		expect(await line.call({ method: 'POST', url: 'https://n8n.example.com/x' })).toBe(false);
	});

	it('follows no redirect, which leads from an execution to its form', async () => {
		const sent: IHttpRequestOptions[] = [];
		const line = lineFor(contextWith(newCredential(), async (options) => ({ statusCode: 200 + 0 * sent.push(options) })), pro, '2024-11-06', http);
		await line.call({ method: 'GET', url: 'https://n8n.example.com/x?uuid=a' });
		expect(sent).toMatchObject([{ method: 'GET', url: 'https://n8n.example.com/x?uuid=a', disableFollowRedirect: true }]);
	});
});
