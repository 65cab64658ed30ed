import { Readable } from 'node:stream';

import { RunwayTrigger } from '../../../nodes/Runway/RunwayTrigger.node.ts';
import { receive } from '../../../nodes/Runway/n8n/trigger/receive.ts';
import { failed, fakeWebhook, missing, running, succeeded } from '../../support/fakeWebhook.ts';

let nodes = 0;
const newNode = () => ({ nodeId: `node ${++nodes}`, staticData: {}, parameters: { download: false } });

const FILE_GONE = async () => ({ statusCode: 404, headers: {}, body: '' });

describe('the Runway Trigger', () => {
	it('listens for the method of the chosen API', () => {
		expect(new RunwayTrigger().description.webhooks).toMatchObject([{ httpMethod: expect.stringContaining('"GET" : "POST"') }]);
	});

	it('has nothing to register, since each task brings its address along', async () => {
		const { checkExists, create, delete: remove } = new RunwayTrigger().webhookMethods.default;
		expect(await Promise.all([checkExists(), create(), remove()])).toEqual([true, true, true]);
	});

	it.each([
		['without an id', {}, { status: '3' }],
		['with an id that is a path', {}, { task_id: '../a' }],
		['with an id of many lines', {}, { task_id: 'a\nb' }],
		['with several ids', { uuid: ['a', 'b'] }, {}],
	])('refuses a callback %s without asking the API', async (_, query, body) => {
		const { contextFor, events } = fakeWebhook(newNode());
		expect(await receive(contextFor({ query, body }))).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(['answer 400']);
	});

	it.each([
		['is not this key’s', missing, 200, 1],
		['is not finished, whatever the callback says', running, 200, 4],
		['cannot be read, so that the vendor calls again', undefined, 503, 4],
		['cannot be read with this key', { statusCode: 401, body: { error: { message: 'invalid token' } } }, 503, 4],
	])('starts nothing for a task that %s', async (_, answer, status, reads) => {
		jest.useFakeTimers();
		const { contextFor, events } = fakeWebhook({ ...newNode(), read: () => answer });
		const received = receive(contextFor({ body: { task_id: 'a', status: '3', video_url: 'https://example.com/x.mp4' } }));
		await jest.advanceTimersByTimeAsync(17_000);
		jest.useRealTimers();
		expect(await received).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(['read a', `answer ${status}`, ...Array.from({ length: reads - 1 }, () => 'read a')]);
	});

	it('does not throw when its credential is gone', async () => {
		const getCredentials = async () => await Promise.reject(new Error('Credential does not exist'));
		const { contextFor, events } = fakeWebhook({ ...newNode(), getCredentials });
		await receive(contextFor({ body: { task_id: 'a' } }));
		expect(events).toEqual(['answer 503']);
	});

	it.each([
		['a finished task', succeeded('a'), { status: 'succeeded', url: 'https://files.example.com/a.mp4' }],
		['a failed task, as a result and not as an error', failed, { status: 'failed', failure: 'The result was rejected' }],
	])('passes on %s', async (_, answer, json) => {
		const { contextFor } = fakeWebhook({ ...newNode(), read: () => answer });
		const { workflowData } = await receive(contextFor({ body: { data: { task_id: 'a' } } }));
		expect(workflowData).toMatchObject([[{ json: { taskId: 'a', format: 'pro', operation: 'callback', ...json } }]]);
		expect(workflowData?.[0]?.[0]?.json).not.toHaveProperty('error');
	});

	it.each([
		['succeeded', succeeded('a'), 1],
		['failed', failed, 0],
		['progress', running, 0],
	])('starts only for the wanted events: %s', async (_, answer, count) => {
		const node = newNode();
		const { contextFor } = fakeWebhook({ ...node, parameters: { ...node.parameters, events: ['succeeded'] }, read: () => answer });
		const { workflowData = [] } = await receive(contextFor({ body: { task_id: 'a' } }));
		expect(workflowData).toHaveLength(count);
	});

	it.each([
		['a POST that tells of the end', 'pro', {}, { task_id: 'a', status: '3', video_url: 'https://files.example.com/a.mp4' }],
		['a GET, which comes at the end only', 'aiVideo', { uuid: 'a' }, {}],
	])('sees the end some seconds after %s', async (_, api, query, body) => {
		jest.useFakeTimers();
		const node = newNode();
		const answer = api === 'pro' ? succeeded('a') : { body: { status: 'success', url: 'https://files.example.com/a.mp4' } };
		const read = jest.fn(() => answer).mockReturnValueOnce(api === 'pro' ? running : { body: { status: 'in queue' } } as never);
		const { contextFor, events } = fakeWebhook({ ...node, parameters: { ...node.parameters, api, events: ['succeeded', 'progress'] }, read });
		const received = receive(contextFor({ query, body }));
		await jest.advanceTimersByTimeAsync(2_000);
		jest.useRealTimers();
		expect((await received).workflowData).toMatchObject([[{ json: { taskId: 'a', status: 'succeeded' } }]]);
		expect(events).toEqual(['read a', 'answer 200', 'read a']);
	});

	it('passes on each step of progress once', async () => {
		const node = newNode();
		const { contextFor } = fakeWebhook({ ...node, parameters: { ...node.parameters, events: ['progress'] }, read: () => running });
		const passed = await Promise.all([1, 2].map(async () => await receive(contextFor({ body: { task_id: 'a' } }))));
		expect(passed.filter(({ workflowData }) => workflowData)).toHaveLength(1);
	});

	it('passes a task on once for 20 callbacks at the same moment', async () => {
		const { contextFor, events } = fakeWebhook({ ...newNode(), read: succeeded });
		const passed = await Promise.all(Array.from({ length: 20 }, async () => await receive(contextFor({ body: { task_id: 'a' } }))));
		expect(passed.filter(({ workflowData }) => workflowData)).toHaveLength(1);
		expect(events.filter((event) => event === 'answer 200')).toHaveLength(20);
	});

	it('does not let calls pile up that are looked at again', async () => {
		jest.useFakeTimers();
		const { contextFor, events } = fakeWebhook({ ...newNode(), read: () => running });
		const calls = Array.from({ length: 50 }, async (_, index) => await receive(contextFor({ body: { task_id: `task-${index}`, status: '3', video_url: 'https://example.com/x.mp4' } })));
		await jest.advanceTimersByTimeAsync(17_000);
		jest.useRealTimers();
		await Promise.all(calls);
		expect(events.filter((event) => event.startsWith('read'))).toHaveLength(10 * 4 + 40 * 2);
	});

	it.each([['no number', 'lots'], ['nothing', null], ['zero', 0]])('limits the size of a file although its limit is %s', async (_, maxDownloadMegabytes) => {
		const node = newNode();
		const download = jest.fn(async () => ({ statusCode: 200, headers: { 'content-type': 'video/mp4', 'content-length': String(2 ** 40) }, body: {} }));
		const { contextFor } = fakeWebhook({ ...node, parameters: { download: true, options: { maxDownloadMegabytes } }, read: succeeded, download });
		const { workflowData } = await receive(contextFor({ body: { task_id: 'a' } }));
		expect(workflowData?.[0]?.[0]?.json.downloadProblem).toContain('larger than the limit of 512 MB');
		expect(download).toHaveBeenCalledTimes(1);
	});

	it.each([
		['whole', undefined],
		['broken off', expect.stringContaining('the connection broke before the end of the file')],
	])('knows a file that is %s', async (_, downloadProblem) => {
		const node = newNode();
		async function* bytes() {
			yield Buffer.alloc(10);
			if (downloadProblem) throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
		}
		const download = async () => ({ statusCode: 200, headers: { 'content-type': 'video/mp4' }, body: Readable.from(bytes()) });
		jest.useFakeTimers();
		const { contextFor } = fakeWebhook({ ...node, parameters: { download: true }, read: succeeded, download });
		const received = receive(contextFor({ body: { task_id: 'a' } }));
		await jest.advanceTimersByTimeAsync(20_000);
		jest.useRealTimers();
		const item = (await received).workflowData?.[0]?.[0];
		expect(item?.json.downloadProblem).toEqual(downloadProblem);
		expect(item?.binary?.data?.bytes).toBe(downloadProblem ? undefined : 10);
	});

	it('knows after a restart what it has passed on', async () => {
		const node = { ...newNode(), staticData: { seen: ['a end'] } };
		const { contextFor } = fakeWebhook({ ...node, read: succeeded });
		expect(await receive(contextFor({ body: { task_id: 'a' } }))).toEqual({ noWebhookResponse: true });
		expect(await receive(contextFor({ body: { task_id: 'b' } }))).toHaveProperty('workflowData');
		expect(node.staticData).toEqual({ seen: ['a end', 'b end'] });
	});

	it('saves what others have passed on meanwhile, although each call has its own copy of the list', async () => {
		const node = newNode();
		const [first, second] = ['a', 'b'].map((taskId) => ({ taskId, staticData: {} }));
		await Promise.all(
			[first, second].map(async (call) => {
				const { contextFor } = fakeWebhook({ ...node, staticData: call?.staticData ?? {}, read: succeeded });
				await receive(contextFor({ body: { task_id: call?.taskId } }));
			}),
		);
		expect(second?.staticData).toEqual({ seen: ['a end', 'b end'] });
	});

	it('forgets the oldest of very many tasks', async () => {
		const seen = Array.from({ length: 500 }, (_, index) => `${index} end`);
		const node = { ...newNode(), staticData: { seen } };
		const { contextFor } = fakeWebhook({ ...node, read: succeeded });
		await receive(contextFor({ body: { task_id: 'newest' } }));
		expect(node.staticData.seen).toEqual([...seen.slice(1), 'newest end']);
	});

	it('listens anew for the same task in a test', async () => {
		const node = { ...newNode(), mode: 'manual' };
		const { contextFor } = fakeWebhook({ ...node, read: succeeded });
		for (let round = 0; round < 2; round++) expect(await receive(contextFor({ body: { task_id: 'a' } }))).toHaveProperty('workflowData');
		expect(node.staticData).toEqual({});
	});

	it('answers before it downloads, and passes the task on without its file when that does not come', async () => {
		const node = newNode();
		const { contextFor, events } = fakeWebhook({ ...node, parameters: {}, read: succeeded, download: FILE_GONE });
		const { workflowData } = await receive(contextFor({ body: { task_id: 'a' } }));
		expect(events.slice(0, 3)).toEqual(['read a', 'answer 200', 'download https://files.example.com/a.mp4']);
		expect(workflowData?.[0]?.[0]?.json).toMatchObject({ status: 'succeeded', downloadProblem: expect.stringContaining('404') });
	});
});
