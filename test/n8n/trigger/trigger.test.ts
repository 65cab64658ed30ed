import { Readable } from 'node:stream';

import { RunwayTrigger } from '../../../nodes/Runway/RunwayTrigger.node.ts';
import { theWatch, type WatchOrder } from '../../../nodes/Runway/n8n/callback/watch.ts';
import { receive } from '../../../nodes/Runway/n8n/trigger/receive.ts';
import { type Answer, failed, fakeWebhook, missing, running, succeeded, TRIGGER_URL } from '../../support/fakeWebhook.ts';

let nodes = 0;
const newNode = () => ({ nodeId: `node ${++nodes}`, staticData: {}, parameters: { download: false } });

const FILE_GONE = async () => ({ statusCode: 404, headers: {}, body: '' });

const watched: WatchOrder[] = [];
const nudged: string[] = [];

beforeEach(() => {
	watched.length = nudged.length = 0;
	jest.spyOn(theWatch, 'has').mockImplementation((key) => watched.some((order) => order.key === key));
	jest.spyOn(theWatch, 'start').mockImplementation((order) => void watched.push(order));
	jest.spyOn(theWatch, 'nudge').mockImplementation((_, taskId) => void nudged.push(taskId));
});

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
		['is not this key’s', missing, 200, 0],
		['is not finished, whatever the callback says', running, 200, 1],
		['cannot be read, so that the vendor calls again', undefined, 503, 1],
		['cannot be read with this key', { statusCode: 401, body: { error: { message: 'invalid token' } } }, 503, 1],
	])('starts nothing for a task that %s', async (_, answer, status, followed) => {
		const { contextFor, events } = fakeWebhook({ ...newNode(), read: () => answer });
		const received = receive(contextFor({ body: { task_id: 'a', status: '3', video_url: 'https://example.com/x.mp4' } }));
		expect(await received).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(['read a', `answer ${status}`]);
		expect(watched).toHaveLength(followed);
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
		['a POST that tells of the end', 'pro', {}, { task_id: 'a', status: '3', video_url: 'https://files.example.com/a.mp4' }, { method: 'POST', url: TRIGGER_URL, body: { task_id: 'a' } }],
		['a GET, which comes at the end only', 'aiVideo', { uuid: 'a' }, {}, { method: 'GET', url: `${TRIGGER_URL}?uuid=a` }],
	])('has itself called by the watch, in the way of the API, when the end cannot be seen after %s', async (_, api, query, body, call) => {
		const node = newNode();
		const answer = api === 'pro' ? running : { body: { status: 'in queue' } };
		const { contextFor } = fakeWebhook({ ...node, parameters: { ...node.parameters, api }, read: () => answer });
		await receive(contextFor({ query, body }));
		expect(watched).toMatchObject([{ tasks: [{ taskId: 'a', options: { timeoutMs: 600_000 } }] }]);
		expect(watched[0]?.call([])).toEqual(call);
		await receive(contextFor({ query, body }));
		expect([watched.length, nudged]).toEqual([1, ['a']]);
	});

	describe('of an API that calls nobody, for which n8n itself calls', () => {
		const OFFICIAL = { api: 'official', download: false };
		const state = (status: string, more = {}): Answer => ({ body: { id: 'a', status, ...more } });

		it.each([
			['a success', 'SUCCEEDED', { output: ['https://files.example.com/a.mp4'] }, { status: 'succeeded', url: 'https://files.example.com/a.mp4' }],
			['a failure', 'FAILED', { failure: 'The result was rejected', failureCode: 'SAFETY.OUTPUT.VIDEO' }, { status: 'failed', failureCode: 'SAFETY.OUTPUT.VIDEO' }],
		])('passes on %s once, after it has asked the API at its own address', async (_, status, more, json) => {
			const { contextFor, events } = fakeWebhook({ ...newNode(), parameters: OFFICIAL, read: () => state(status, more) });
			const passed = [await receive(contextFor({ body: { task_id: 'a' } })), await receive(contextFor({ body: { task_id: 'a' } }))];
			expect(passed[0]?.workflowData).toMatchObject([[{ json: { taskId: 'a', format: 'official', operation: 'callback', ...json } }]]);
			expect(passed[1]).toEqual({ noWebhookResponse: true });
			expect(events.slice(0, 2)).toEqual(['read a', 'answer 200']);
		});

		it('passes on progress where that is wanted', async () => {
			const { contextFor } = fakeWebhook({ ...newNode(), parameters: { ...OFFICIAL, events: ['progress'] }, read: () => state('RUNNING', { progress: 0.5 }) });
			const { workflowData } = await receive(contextFor({ body: { task_id: 'a' } }));
			expect(workflowData).toMatchObject([[{ json: { status: 'running', progress: 50 } }]]);
		});

		it.each([
			['that is not finished', state('RUNNING')],
			['that is another key’s', { statusCode: 404, body: { error: 'Could not find a task with that ID.' } }],
			['that cannot be read', undefined],
		])('starts nothing for a task %s, whatever the call says', async (_, answer) => {
			const { contextFor } = fakeWebhook({ ...newNode(), parameters: OFFICIAL, read: () => answer });
			expect(await receive(contextFor({ body: { task_id: 'a', status: 'SUCCEEDED', output: ['https://example.com/x.mp4'] } }))).toEqual({ noWebhookResponse: true });
		});
	});

	it('watches nothing after a call that tells of a beginning', async () => {
		const { contextFor } = fakeWebhook({ ...newNode(), read: () => running });
		await receive(contextFor({ body: { task_id: 'a', status: '1' } }));
		expect(watched).toEqual([]);
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

	it.each([['no number', 'lots'], ['nothing', null], ['zero', 0]])('limits the size of a file although its limit is %s', async (_, maxDownloadMegabytes) => {
		const node = newNode();
		const download = jest.fn(async () => ({ statusCode: 200, headers: { 'content-type': 'video/mp4', 'content-length': String(2 ** 40) }, body: {} }));
		const { contextFor } = fakeWebhook({ ...node, parameters: { download: true, options: { maxDownloadMegabytes } }, read: succeeded, download });
		const { workflowData } = await receive(contextFor({ body: { task_id: 'a' } }));
		expect(workflowData?.[0]?.[0]?.json.downloadProblem).toContain('larger than the limit of 512 MB');
		expect(download).toHaveBeenCalledTimes(1);
	});

	it.each([
		['nothing', { events: null, download: null, options: { includeRaw: null, apiVersion: '' } }, undefined],
		['what is not allowed', { events: 'all', download: false, options: { includeRaw: 'perhaps' } }, 'Runway Trigger: Events must be a list of failed, progress, succeeded, it is “all”. The default is used instead.'],
	])('passes on what has ended although its settings give %s', async (_, parameters, log) => {
		const { contextFor, logs } = fakeWebhook({ ...newNode(), parameters, read: () => failed });
		const { workflowData } = await receive(contextFor({ body: { task_id: 'a' } }));
		expect(workflowData).toMatchObject([[{ json: { status: 'failed' } }]]);
		expect(logs[0]).toBe(log);
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
