import { theWatch, type WatchOrder } from '../../../nodes/Runway/n8n/callback/watch.ts';
import { resumeWebhooks, wake } from '../../../nodes/Runway/n8n/suspend/wake.ts';
import { type Answer, failed, fakeWebhook, missing, running, succeeded } from '../../support/fakeWebhook.ts';

const KEY = 'known to the watch alone';

let executions = 0;
const newExecution = () => `execution ${++executions}`;

/** An item as the node leaves it when it is suspended. */
function handle(taskId: string, itemIndex: number, more: object = {}) {
	const suspended = { taskId, format: 'pro', operation: 'generate', itemIndex, endsAtMs: Date.now() + 120_000, watchKey: KEY, timeoutMs: 600_000, download: false, binaryPropertyName: 'data', maxDownloadMegabytes: 1, includeRaw: false, onTimeout: 'fail', ...more };
	return { json: { error: { message: 'The task was not seen to finish', suspended } }, pairedItem: { item: itemIndex } };
}

const asReturned = ({ json, ...item }: ReturnType<typeof handle>) => ({ ...item, json: { taskId: 'x', suspended: json.error.suspended } });

const two = [handle('a', 0), handle('b', 1)];

const watched: WatchOrder[] = [];
const nudged: string[] = [];
const ended: string[] = [];

beforeEach(() => {
	watched.length = nudged.length = ended.length = 0;
	jest.spyOn(theWatch, 'has').mockImplementation((key) => watched.some((order) => order.key === key));
	jest.spyOn(theWatch, 'start').mockImplementation((order) => void watched.push(order));
	jest.spyOn(theWatch, 'end').mockImplementation((key) => void ended.push(key));
	jest.spyOn(theWatch, 'nudge').mockImplementation((_, taskId) => void nudged.push(taskId));
});

describe('waking a suspended execution', () => {
	it('is possible by the method of each vendor, under a path at which no other node listens', () => {
		expect(resumeWebhooks.map(({ httpMethod }) => httpMethod).sort()).toEqual(['GET', 'POST']);
		expect(resumeWebhooks.every(({ restartWebhook, path }) => restartWebhook && path === 'runway')).toBe(true);
	});

	it.each([
		['no id', {}, {}],
		['an id that is not waited', {}, { task_id: 'c' }],
		['a list', {}, [{ task_id: 'a' }]],
		['an id that is a path', { uuid: '../a' }, {}],
	])('is not even considered for a callback with %s, which is answered', async (_, query, body) => {
		const { contextFor, events, logs } = fakeWebhook({ items: two, executionId: newExecution() });
		expect(await wake(contextFor({ query, body }))).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(['answer 200']);
		expect(logs).toHaveLength(1);
	});

	it.each<[string, Record<string, Answer | undefined>, string[]]>([
		['the named task is unfinished', { a: succeeded('a'), b: running }, ['read b', 'answer 202']],
		['another task is unfinished', { a: running, b: succeeded('b') }, ['read b', 'read a', 'answer 202']],
		['a task is not known yet', { a: succeeded('a'), b: missing }, ['read b', 'answer 202']],
		['a task cannot be read, so that the vendor calls again', { a: undefined, b: succeeded('b') }, ['read b', 'read a', 'answer 503']],
	])('waits while %s', async (_, answers, expected) => {
		const { contextFor, events } = fakeWebhook({ items: two, executionId: newExecution(), read: (id) => answers[id] });
		expect(await wake(contextFor({ body: { task_id: 'b', status: '1' } }))).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(expected);
	});

	describe('by a call that tells of an end which the API does not show', () => {
		const over = { task_id: 'b', status: '3', video_url: 'https://files.example.com/b.mp4' };

		it.each<[string, Record<string, Answer | undefined>, number, object]>([
			['yet', { b: running }, 202, over],
			['as a failure yet', { b: running }, 202, { task_id: 'b', status: '2', msg: 'The result was rejected' }],
			['because it is away', { b: undefined }, 503, over],
			['for another task of the execution', { a: running, b: succeeded('b') }, 202, over],
		])('%s, is left to the watch, which looks soon', async (_, answers, status, body) => {
			const { contextFor, events } = fakeWebhook({ items: two, executionId: newExecution(), read: (id) => answers[id] });
			await wake(contextFor({ body }));
			await wake(contextFor({ body }));
			expect(events.filter((event) => event.startsWith('answer'))).toEqual([`answer ${status}`, `answer ${status}`]);
			expect(nudged).toEqual(['b', 'b']);
			expect(watched).toHaveLength(1);
		});

		it('is watched anew after a restart, for the rest of its time and at the address of this n8n', async () => {
			const executionId = newExecution();
			const { contextFor } = fakeWebhook({ items: two, executionId, read: () => running });
			await wake(contextFor({ body: over }));
			expect(watched).toMatchObject([{ key: `${executionId}:a`, tasks: [{ taskId: 'a' }, { taskId: 'b' }] }]);
			expect(watched[0]?.tasks.every(({ options }) => Math.abs(options.timeoutMs - 60_000) < 5_000 && options.intervalMs === 30_000)).toBe(true);
			expect(watched[0]?.call([])).toEqual({
				method: 'POST',
				url: 'https://n8n.example.com/webhook-waiting/7/runway?signature=abc',
				body: { task_id: 'a', watch_key: KEY, unseen: [] },
			});
		});

		it('changes nothing when it tells of a beginning', async () => {
			const { contextFor } = fakeWebhook({ items: two, executionId: newExecution(), read: () => running });
			await wake(contextFor({ body: { task_id: 'b', status: '1' } }));
			expect([...watched, ...nudged]).toEqual([]);
		});
	});

	describe('by the watch, when the time of a task is up', () => {
		const call = { task_id: 'a', watch_key: KEY, unseen: ['b'] };
		const wokenWith = async (b: Answer | undefined, body: object = call) => {
			const { contextFor, events } = fakeWebhook({ items: two, executionId: newExecution(), read: (id) => (id === 'a' ? succeeded('a') : b) });
			const { workflowData } = await wake(contextFor({ body }));
			return { items: workflowData?.[0], events };
		};

		it.each<[string, Answer | undefined, object]>([
			['runs on', running, { status: 'timedOut', message: 'The task was not finished after 10 minutes', description: expect.stringContaining('Last state: 1') }],
			['cannot be read', undefined, { status: 'timedOut', description: expect.stringContaining('The last read did not work: The connection to CometAPI was lost') }],
			['is not known to the API', missing, { message: 'CometAPI does not know the task b' }],
			['cannot be read with this key', { statusCode: 401, body: { error: { message: 'invalid token' } } }, { message: 'The task could not be read: CometAPI does not accept the API key' }],
			['failed at the last moment', failed, { status: 'failed' }],
		])('delivers what is finished, and gives a task that %s its own reason', async (_, answer, error) => {
			const { items } = await wokenWith(answer);
			expect(items).toMatchObject([{ json: { taskId: 'a', status: 'succeeded' } }, { json: { error: { taskId: 'b', ...error } } }]);
		});

		it('delivers a task that finished at the last moment', async () => {
			expect((await wokenWith(succeeded('b'))).items).toMatchObject([{ json: { status: 'succeeded' } }, { json: { status: 'succeeded' } }]);
		});

		it.each([
			['by somebody who does not know its key', { ...call, watch_key: 'a guess' }],
			['without a key', { task_id: 'a', unseen: ['b'] }],
			['for a task of which nothing is said', { ...call, unseen: [] }],
			['with nonsense', { ...call, unseen: 'b' }],
		])('is not woken %s', async (_, body) => {
			expect(await wokenWith(running, body)).toEqual({ items: undefined, events: ['read a', 'read b', 'answer 202'] });
		});
	});

	it('ends the watch, which would call an execution that waits no more', async () => {
		const executionId = newExecution();
		const read = jest.fn().mockReturnValueOnce(running).mockReturnValue(succeeded('a'));
		const { contextFor } = fakeWebhook({ items: [handle('a', 0)], executionId, read });
		await wake(contextFor({ body: { task_id: 'a' } }));
		expect(ended).toEqual([]);
		await wake(contextFor({ body: { task_id: 'a' } }));
		expect(ended).toEqual([`${executionId}:a`]);
	});

	it('waits when its credential is gone, and does not throw, since n8n would go on with an empty item', async () => {
		const getCredentials = async () => await Promise.reject(new Error('Credential does not exist'));
		const { contextFor, events, logs } = fakeWebhook({ items: two, executionId: newExecution(), getCredentials });
		expect(await wake(contextFor({ body: { task_id: 'a' } }))).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(['answer 503']);
		expect(logs.join()).toContain('Credential does not exist');
	});

	it.each([
		['POST', {}, { task_id: 'b' }],
		['GET', { uuid: 'b' }, {}],
		['GET with the id appended naively', { callback: '?uuid=b' }, {}],
	])('gives all items in their order once all tasks have ended: %s', async (_, query, body) => {
		const read = (id: string) => (id === 'a' ? succeeded('a') : failed);
		const { contextFor, events } = fakeWebhook({ items: [two[0], asReturned(handle('b', 1))], executionId: newExecution(), read });
		const { workflowData } = await wake(contextFor({ query, body }));
		expect(workflowData).toMatchObject([
			[
				{ json: { taskId: 'a', format: 'pro', operation: 'generate', status: 'succeeded' }, pairedItem: { item: 0 } },
				{ json: { error: { taskId: 'b', format: 'pro', operation: 'generate', status: 'failed' } }, pairedItem: { item: 1 } },
			],
		]);
		expect(JSON.stringify(workflowData)).not.toContain('suspended');
		expect(events).toEqual(['read b', 'read a', 'answer 200']);
	});

	it('hands on as it is an item that had failed before', async () => {
		const refused = { json: { error: { message: 'Refused' } }, pairedItem: { item: 1 } };
		const { contextFor } = fakeWebhook({ items: [handle('a', 0), refused], executionId: newExecution(), read: succeeded });
		const { workflowData } = await wake(contextFor({ body: { task_id: 'a' } }));
		expect(workflowData?.[0]?.[1]).toEqual(refused);
	});

	it('hands on with its file an item that had been delivered before', async () => {
		const done = { json: { taskId: 'done' }, binary: { data: { data: 'filesystem', id: 'filesystem:1', mimeType: 'video/mp4' } }, pairedItem: { item: 1 } };
		const { contextFor } = fakeWebhook({ items: [handle('a', 0), done], executionId: newExecution(), read: succeeded });
		const { workflowData } = await wake(contextFor({ body: { task_id: 'a' } }));
		expect(workflowData?.[0]?.[1]).toEqual(done);
	});

	it('answers before it downloads, and reports a file that does not come', async () => {
		const { contextFor, events } = fakeWebhook({
			items: [handle('a', 0, { download: true })],
			executionId: newExecution(),
			read: succeeded,
			download: async () => ({ statusCode: 403, headers: {}, body: '' }),
		});
		const { workflowData } = await wake(contextFor({ body: { task_id: 'a' } }));
		expect(events).toEqual(['read a', 'answer 200', 'download https://files.example.com/a.mp4']);
		expect(workflowData).toMatchObject([[{ json: { error: { taskId: 'a', status: 'succeeded', url: 'https://files.example.com/a.mp4' } } }]]);
	});

	it('hands nothing over once the deadline has passed, when n8n has gone on by itself', async () => {
		const { contextFor, events } = fakeWebhook({ items: [handle('a', 0, { endsAtMs: Date.now() - 1 })], executionId: newExecution(), read: succeeded });
		expect(await wake(contextFor({ body: { task_id: 'a' } }))).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(['read a', 'answer 200']);
	});

	it('adds the raw answer where the item wants it', async () => {
		const { contextFor } = fakeWebhook({ items: [handle('a', 0, { includeRaw: true })], executionId: newExecution(), read: succeeded });
		const { workflowData } = await wake(contextFor({ body: { task_id: 'a' } }));
		expect(workflowData?.[0]?.[0]?.json.raw).toEqual(succeeded('a').body);
	});

	it('happens once for 20 final callbacks at the same moment', async () => {
		const { contextFor, events } = fakeWebhook({ items: two, executionId: newExecution(), read: succeeded });
		const calls = Array.from({ length: 20 }, async (_, index) => await wake(contextFor({ body: { task_id: index % 2 ? 'a' : 'b' } })));
		const outputs = (await Promise.all(calls)).filter(({ workflowData }) => workflowData);
		expect(outputs).toHaveLength(1);
		expect(events.filter((event) => event === 'answer 200')).toHaveLength(20);
		expect(events.filter((event) => event.startsWith('read'))).toHaveLength(2);
	});

	it('happens again when the same execution is suspended again', async () => {
		const executionId = newExecution();
		for (const taskId of ['first', 'second']) {
			const { contextFor } = fakeWebhook({ items: [handle(taskId, 0)], executionId, read: succeeded });
			expect(await wake(contextFor({ body: { task_id: taskId } }))).toHaveProperty('workflowData');
		}
	});
});
