import { resume, resumeWebhooks } from '../../../nodes/Runway/n8n/suspend/wake.ts';
import { type Answer, failed, fakeWebhook, missing, running, succeeded } from '../../support/fakeWebhook.ts';

let executions = 0;
const newExecution = () => `execution ${++executions}`;

/** An item as the node leaves it when it is suspended. */
function handle(taskId: string, itemIndex: number, more: object = {}) {
	const suspended = { taskId, format: 'pro', operation: 'generate', itemIndex, deadlineMs: Date.now() + 60_000, download: false, binaryPropertyName: 'data', maxDownloadMegabytes: 1, includeRaw: false, onTimeout: 'fail', ...more };
	return { json: { error: { message: 'CometAPI did not call back', suspended } }, pairedItem: { item: itemIndex } };
}

const asReturned = ({ json, ...item }: ReturnType<typeof handle>) => ({ ...item, json: { taskId: 'x', suspended: json.error.suspended } });

const two = [handle('a', 0), handle('b', 1)];

describe('waking a suspended execution', () => {
	it('is possible by the method of each vendor', () => {
		expect(resumeWebhooks.map(({ httpMethod }) => httpMethod).sort()).toEqual(['GET', 'POST']);
		expect(resumeWebhooks.every(({ restartWebhook, path }) => restartWebhook && path === '')).toBe(true);
	});

	it.each([
		['no id', {}, {}],
		['an id that is not waited', {}, { task_id: 'c' }],
		['a list', {}, [{ task_id: 'a' }]],
		['an id that is a path', { uuid: '../a' }, {}],
	])('is not even considered for a callback with %s, which is answered', async (_, query, body) => {
		const { contextFor, events, logs } = fakeWebhook({ items: two, executionId: newExecution() });
		expect(await resume(contextFor({ query, body }))).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(['answer 200']);
		expect(logs).toHaveLength(1);
	});

	it.each<[string, Record<string, Answer | undefined>, string[]]>([
		['the named task is unfinished', { a: succeeded('a'), b: running }, ['read b', 'answer 200']],
		['another task is unfinished', { a: running, b: succeeded('b') }, ['read b', 'read a', 'answer 200']],
		['a task is not known yet', { a: succeeded('a'), b: missing }, ['read b', 'answer 200']],
		['a task cannot be read, so that the vendor calls again', { a: undefined, b: succeeded('b') }, ['read b', 'read a', 'answer 503']],
	])('waits while %s', async (_, answers, expected) => {
		const { contextFor, events } = fakeWebhook({ items: two, executionId: newExecution(), read: (id) => answers[id] });
		expect(await resume(contextFor({ body: { task_id: 'b', status: '1' } }))).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(expected);
	});

	describe('by a call that tells of an end', () => {
		const over = { task_id: 'b', status: '3', video_url: 'https://files.example.com/b.mp4' };
		beforeEach(() => void jest.useFakeTimers());
		afterEach(() => void jest.useRealTimers());

		it.each<[string, Answer | undefined, number, object]>([
			['the API does not show it yet', running, 200, over],
			['the API does not show the failure yet', running, 200, { task_id: 'b', status: '2', msg: 'The result was rejected' }],
			['the API is away', undefined, 503, over],
		])('happens although %s, once it can be seen', async (_, before, status, body) => {
			let readable = false;
			const { contextFor, events } = fakeWebhook({ items: two, executionId: newExecution(), read: (id) => (readable ? succeeded(id) : before) });
			const resumed = resume(contextFor({ body }));
			await jest.advanceTimersByTimeAsync(1_900);
			expect(events).toEqual(['read b', `answer ${status}`]);
			readable = true;
			await jest.advanceTimersByTimeAsync(100);
			expect((await resumed).workflowData?.[0]).toHaveLength(2);
			expect(events).toEqual(['read b', `answer ${status}`, 'read b', 'read a']);
		});

		it('is given up after 17 seconds, with four reads and one answer', async () => {
			const { contextFor, events } = fakeWebhook({ items: two, executionId: newExecution(), read: () => running });
			const resumed = resume(contextFor({ body: over }));
			await jest.advanceTimersByTimeAsync(17_000);
			expect(await resumed).toEqual({ noWebhookResponse: true });
			expect(events).toEqual(['read b', 'answer 200', 'read b', 'read b', 'read b']);
		});

		it('does not hold up another call meanwhile', async () => {
			const { contextFor } = fakeWebhook({ items: [handle('b', 0)], executionId: newExecution(), read: jest.fn(succeeded).mockReturnValueOnce(running) });
			const first = resume(contextFor({ body: over }));
			await jest.advanceTimersByTimeAsync(1_000);
			expect(await resume(contextFor({ body: over }))).toHaveProperty('workflowData');
			await jest.advanceTimersByTimeAsync(1_000);
			expect(await first).toEqual({ noWebhookResponse: true });
		});

		it('is left to the other tasks when only they are unfinished', async () => {
			const { contextFor, events } = fakeWebhook({ items: two, executionId: newExecution(), read: (id) => (id === 'b' ? succeeded(id) : running) });
			expect(await resume(contextFor({ body: over }))).toEqual({ noWebhookResponse: true });
			expect(events).toEqual(['read b', 'read a', 'answer 200']);
		});
	});

	it('waits when its credential is gone, and does not throw, since n8n would go on with an empty item', async () => {
		const getCredentials = async () => await Promise.reject(new Error('Credential does not exist'));
		const { contextFor, events, logs } = fakeWebhook({ items: two, executionId: newExecution(), getCredentials });
		expect(await resume(contextFor({ body: { task_id: 'a' } }))).toEqual({ noWebhookResponse: true });
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
		const { workflowData } = await resume(contextFor({ query, body }));
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
		const { workflowData } = await resume(contextFor({ body: { task_id: 'a' } }));
		expect(workflowData?.[0]?.[1]).toEqual(refused);
	});

	it('answers before it downloads, and reports a file that does not come', async () => {
		const { contextFor, events } = fakeWebhook({
			items: [handle('a', 0, { download: true })],
			executionId: newExecution(),
			read: succeeded,
			download: async () => ({ statusCode: 403, headers: {}, body: '' }),
		});
		const { workflowData } = await resume(contextFor({ body: { task_id: 'a' } }));
		expect(events).toEqual(['read a', 'answer 200', 'download https://files.example.com/a.mp4']);
		expect(workflowData).toMatchObject([[{ json: { error: { taskId: 'a', status: 'succeeded', url: 'https://files.example.com/a.mp4' } } }]]);
	});

	it('hands nothing over once the deadline has passed, when n8n has gone on by itself', async () => {
		const { contextFor, events } = fakeWebhook({ items: [handle('a', 0, { deadlineMs: Date.now() - 1 })], executionId: newExecution(), read: succeeded });
		expect(await resume(contextFor({ body: { task_id: 'a' } }))).toEqual({ noWebhookResponse: true });
		expect(events).toEqual(['read a', 'answer 200']);
	});

	it('adds the raw answer where the item wants it', async () => {
		const { contextFor } = fakeWebhook({ items: [handle('a', 0, { includeRaw: true })], executionId: newExecution(), read: succeeded });
		const { workflowData } = await resume(contextFor({ body: { task_id: 'a' } }));
		expect(workflowData?.[0]?.[0]?.json.raw).toEqual(succeeded('a').body);
	});

	it('happens once for 20 final callbacks at the same moment', async () => {
		const { contextFor, events } = fakeWebhook({ items: two, executionId: newExecution(), read: succeeded });
		const calls = Array.from({ length: 20 }, async (_, index) => await resume(contextFor({ body: { task_id: index % 2 ? 'a' : 'b' } })));
		const outputs = (await Promise.all(calls)).filter(({ workflowData }) => workflowData);
		expect(outputs).toHaveLength(1);
		expect(events.filter((event) => event === 'answer 200')).toHaveLength(20);
		expect(events.filter((event) => event.startsWith('read'))).toHaveLength(2);
	});

	it('happens again when the same execution is suspended again', async () => {
		const executionId = newExecution();
		for (const taskId of ['first', 'second']) {
			const { contextFor } = fakeWebhook({ items: [handle(taskId, 0)], executionId, read: succeeded });
			expect(await resume(contextFor({ body: { task_id: taskId } }))).toHaveProperty('workflowData');
		}
	});
});
