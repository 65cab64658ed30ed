import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { headersOf, paths, resultUrl, simulatorClient, wishes } from '../support/simulatorClient.ts';

let client: Awaited<ReturnType<typeof simulatorClient>>;

beforeAll(async () => {
	client = await simulatorClient();
});
beforeEach(() => client.reset());
afterAll(() => client.simulator.close());

describe('a callback', () => {
	const received: Array<{ method?: string; url?: string; body: unknown }> = [];
	let receiverUrl = '';
	const receiver = createServer((request, response) => {
		request.setEncoding('utf8').toArray().then((chunks) => {
			const text = chunks.join('');
			received.push({ method: request.method, url: request.url, body: text === '' ? undefined : JSON.parse(text) });
			response.end();
		}, () => response.destroy());
	});

	beforeAll(async () => {
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
		receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?signature=s&callback=`;
	});
	beforeEach(() => {
		received.length = 0;
	});
	afterAll(() => receiver.close());

	async function submitCalling(family: 'pro' | 'aiVideo', directive: string, callback_url = receiverUrl): Promise<string> {
		await client.ask(paths[family], headersOf(family), { ...wishes[family](`sim(${directive})`), callback_url });
		return client.lastTaskId();
	}

	async function callsArrived(count: number): Promise<void> {
		for (let waited = 0; received.length < count && waited < 100; waited++) await pause(20);
		expect(received).toHaveLength(count);
	}

	it('of the pro format posts the inner task at every change', async () => {
		const task_id = await submitCalling('pro', 'seconds=0.2');
		await callsArrived(2);
		expect(received).toMatchObject([
			{ method: 'POST', body: { task_id, status: '1', video_url: '' } },
			{ method: 'POST', body: { task_id, status: '3', video_url: resultUrl } },
		]);
	});

	it.each([
		['url', (id: string) => `/hook?signature=s&callback=&uuid=${id}`],
		['naive', (id: string) => `/hook?signature=s&callback=?uuid=${id}`],
	])('of AI Video is a GET with the uuid appended: %s', async (append, expected) => {
		const id = await submitCalling('aiVideo', `seconds=0.1,callbackAppend=${append}`);
		await callsArrived(1);
		expect(received).toEqual([{ method: 'GET', url: expected(id), body: undefined }]);
	});

	it.each([
		['seconds=0.1,callbacks=final', ['3']],
		['seconds=0.1,callbackOrder=reverse', ['3', '1']],
		['seconds=0.1,callbacks=final,callbackTimes=3', ['3', '3', '3']],
	])('can be sent otherwise: %s', async (directive, statuses) => {
		await submitCalling('pro', directive);
		await callsArrived(statuses.length);
		expect(received.map(({ body }) => Reflect.get(body as object, 'status') as unknown)).toEqual(statuses);
	});

	it('can come before the answer to the submission', async () => {
		await submitCalling('pro', 'seconds=0,missing=0,callbackEarly=1,callbacks=off');
		expect(received).toMatchObject([{ body: { status: '3' } }]);
	});

	it('can be forged by hand', async () => {
		const seen = await client.ask('/_simulator/callback', {}, { taskId: 'nobody', url: receiverUrl, body: { task_id: 'nobody', status: '3' }, times: 2 });
		expect(seen.status).toBe(200);
		expect(received).toMatchObject([{ body: { task_id: 'nobody' } }, { body: { task_id: 'nobody' } }]);
	});

	it.each(['https://example.com/webhook', 'http://baidu.com', 'not a url', 'http://127.0.0.1.example.com/'])('never leaves this machine: %s', async (url) => {
		const id = await submitCalling('pro', 'seconds=0,callbacks=final', url);
		expect(await client.simulator.sendCallback(id)).toMatchObject([{ error: 'not loopback' }]);
	});
});
