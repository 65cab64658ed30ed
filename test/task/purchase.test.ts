import { official } from '../../nodes/Runway/protocols/official.ts';
import type { Failure } from '../../nodes/Runway/task/failure.ts';
import { buy, buyAndAwait, buyUnawaited, type Order, type Receipt, type ReceiptBook } from '../../nodes/Runway/task/purchase.ts';
import type { HttpOutcome } from '../../nodes/Runway/task/request.ts';
import { fakeClock } from '../support/fakeTime.ts';
import { json, scriptedHttp } from '../support/scriptedHttp.ts';

const lost: HttpOutcome = { kind: 'lost', text: 'socket hang up' };
const created = (id: string) => json({ id });
const failed = (failureCode: string) => json({ id: 'first', status: 'FAILED', failure: 'no', failureCode });
const done = json({ id: 'any', status: 'SUCCEEDED', output: ['https://files.example.com/a.mp4'] });
const running = json({ id: 'any', status: 'RUNNING' });
const wait = { intervalMs: 6_000, timeoutMs: 60_000 };

function receiptBook(receipt?: Receipt & { isOfOtherCredential?: boolean }): ReceiptBook & { kept(): Receipt | undefined } {
	let current: Receipt | undefined = receipt;
	return {
		kept: () => current,
		find: () => current,
		keep: (kept) => {
			current = kept;
		},
		remove: () => {
			current = undefined;
		},
	};
}

function scene(receipts: ReceiptBook, ...steps: Parameters<typeof scriptedHttp>) {
	const { http, requests } = scriptedHttp(...steps);
	const events: string[] = [];
	const order: Order = {
		protocol: official,
		receipts,
		request: async () => await Promise.resolve({ method: 'POST', path: '/runwayml/v1/image_to_video', body: {} }),
		onSending: () => events.push(`sending ${requests.length}`),
		onSent: ({ outcome }) => events.push(outcome),
		whenThereIsRoom: async (work) => await work(),
	};
	const posts = () => requests.filter(({ method }) => method === 'POST').length;
	return { order, ports: { http, clock: fakeClock() }, requests, posts, events };
}

describe('buying a task', () => {
	it('keeps a receipt with the id', async () => {
		const receipts = receiptBook();
		const { order, ports } = scene(receipts, created('first'));
		expect(await buy(order, ports)).toEqual({ taskId: 'first', isAdopted: false });
		expect(receipts.kept()).toMatchObject({ taskId: 'first' });
	});

	it.each([
		['accepted', created('first')],
		['refused', json({ error: { message: 'Invalid Token' } }, 401)],
		['unknown', lost],
		['cancelled', { kind: 'cancelled', isSent: true } as const],
	])('is announced before the request is sent, and after it with its outcome: %s', async (outcome, answer) => {
		const { order, ports, events } = scene(receiptBook(), answer);
		await buy(order, ports);
		expect(events).toEqual(['sending 0', outcome]);
	});

	it('sends a request that Stop does not break off', async () => {
		const { order } = scene(receiptBook(), created('first'));
		const http = jest.fn(async () => await Promise.resolve(created('first')));
		await buy(order, { http, clock: fakeClock() });
		expect(http).toHaveBeenCalledWith(expect.anything(), { outlivesStop: true });
	});

	it('adopts the task of an earlier try instead of buying another', async () => {
		const { order, ports, posts } = scene(receiptBook({ taskId: 'first' }), created('second'));
		expect(await buy(order, ports)).toEqual({ taskId: 'first', isAdopted: true });
		expect(posts()).toBe(0);
	});

	it('remembers a submission of unknown outcome and does not send it again', async () => {
		const receipts = receiptBook();
		const first = scene(receipts, lost);
		expect(await buy(first.order, first.ports)).toMatchObject({ failure: { mayBePaid: true, retryable: false } });
		const again = scene(receipts, created('second'));
		expect(await buy(again.order, again.ports)).toMatchObject({ failure: { mayBePaid: true } });
		expect(again.posts()).toBe(0);
	});

	it.each([
		['a lost connection', lost, {}, 'The connection to CometAPI was lost before its answer came. A video may', 'socket hang up'],
		['a gateway', json({ error: { message: 'No healthy upstream' } }, 502), { httpStatus: 502 }, 'CometAPI has trouble on its own side. A video may', 'No healthy upstream'],
	])('repeats in every further try why the outcome is unknown: %s', async (_, trouble, facts, reason, words) => {
		const receipts = receiptBook();
		for (const remembered of ['so the request is not sent again. Look', 'found out in an earlier try', 'found out in an earlier try']) {
			const { order, ports } = scene(receipts, trouble);
			const { failure } = (await buy(order, ports)) as { failure: Failure };
			expect(failure).toMatchObject(facts);
			for (const part of [reason, words, remembered]) expect(failure.description).toContain(part);
		}
	});

	it('neither adopts nor repeats what another credential has paid', async () => {
		const { order, ports, posts } = scene(receiptBook({ taskId: 'first', isOfOtherCredential: true }), created('second'));
		expect(await buy(order, ports)).toMatchObject({ failure: { taskId: 'first', message: 'The task of this item was started with another credential' } });
		expect(posts()).toBe(0);
	});

	it.each([
		['was handed to the network', true, { mayBePaid: true }, {}],
		['was not sent any more', false, { message: 'The execution was stopped', description: 'The task had not been started.' }, undefined],
	])('counts a stopped submission that %s so', async (_, isSent, failure, receipt) => {
		const receipts = receiptBook();
		const { order, ports } = scene(receipts, { kind: 'cancelled', isSent });
		expect(await buy(order, ports)).toMatchObject({ failure });
		expect(receipts.kept()).toEqual(receipt && expect.not.objectContaining({ taskId: expect.anything() }));
	});

	it('leaves "unknown" behind when the sending itself is interrupted', async () => {
		const receipts = receiptBook();
		const { order, ports } = scene(receipts, () => {
			expect(receipts.kept()?.taskId).toBeUndefined();
			expect(receipts.kept()).toBeDefined();
			return created('first');
		});
		await buy(order, ports);
	});

	it('forgets a submission that was surely not taken', async () => {
		const receipts = receiptBook();
		const { order, ports } = scene(receipts, json({ error: { message: 'Invalid Token' } }, 401));
		expect(await buy(order, ports)).toMatchObject({ failure: { retryable: false } });
		expect(receipts.kept()).toBeUndefined();
	});

	it('does not send at all once the run is being stopped', async () => {
		const { order, ports, posts } = scene(receiptBook(), created('first'));
		const stopped = { ...order, whenThereIsRoom: async () => await Promise.resolve(undefined) };
		expect(await buy(stopped, ports)).toMatchObject({ failure: { message: 'The execution was stopped' } });
		expect(posts()).toBe(0);
	});
});

describe('buying and waiting', () => {
	it.each([
		['a passing reason', 'INTERNAL', 1],
		['a lasting reason', 'SAFETY.INPUT.TEXT', 0],
	])('an adopted task that failed for %s is bought anew so often', async (_, code, purchases) => {
		const { order, ports, posts } = scene(receiptBook({ taskId: 'first' }), failed(code), created('second'), done);
		await buyAndAwait(order, wait, ports);
		expect(posts()).toBe(purchases);
	});

	it.each([
		['no reason', undefined, 0],
		['words of the content check', '内容违规', 0],
		['words of an empty account', 'account balance insufficient', 0],
		['words that nobody knows', 'generation failed', 0],
		['words of passing trouble', '系统繁忙，请稍后重试', 1],
	])('an adopted task that failed without a code, with %s, is bought anew so often', async (_, failure, purchases) => {
		const ended = json({ id: 'first', status: 'FAILED', ...(failure && { failure }) });
		const { order, ports, posts } = scene(receiptBook({ taskId: 'first' }), ended, created('second'), done);
		await buyAndAwait(order, wait, ports);
		expect(posts()).toBe(purchases);
	});

	it.each([
		['is bought', created('third'), { taskId: 'third', failedTaskIds: ['first', 'second'] }],
		['is refused', json({ error: { message: 'Invalid Token' } }, 401), { taskId: 'second', failedTaskIds: ['first'] }],
		['has an unknown outcome', lost, { failedTaskIds: ['first', 'second'] }],
	])('what failed before stays on the receipt when its successor %s', async (_, answer, receipt) => {
		const receipts = receiptBook({ taskId: 'second', failedTaskIds: ['first'] });
		const { order, ports } = scene(receipts, failed('INTERNAL'), answer, done);
		await buyAndAwait(order, wait, ports);
		expect(receipts.kept()).toMatchObject(receipt);
		expect(receipts.kept()?.taskId).toBe('taskId' in receipt ? receipt.taskId : undefined);
	});

	it.each([
		['is bought', created('second'), { taskId: 'second', waited: { outcome: 'finished', polls: 2, task: { state: 'succeeded' } } }],
		['is refused', json({ error: { message: 'Invalid Token' } }, 401), { failure: { message: 'CometAPI does not accept the API key' } }],
	])('ends as the successor of a failed task does when that %s', async (_, answer, expected) => {
		const { order, ports } = scene(receiptBook({ taskId: 'first' }), failed('INTERNAL'), answer, running, done);
		const sleeps = ports.clock.sleeps;
		expect(await buyAndAwait(order, wait, ports)).toMatchObject(expected);
		expect(sleeps).toEqual('taskId' in expected ? [0, 6_000, 6_000] : [0]);
	});

	it('keeps what failed before on the receipt while its successor is sent', async () => {
		const receipts = receiptBook({ taskId: 'second', failedTaskIds: ['first'] });
		const kept: unknown[] = [];
		const { order, ports } = scene(receipts, failed('INTERNAL'), created('third'), done);
		await buyAndAwait({ ...order, onSending: () => kept.push(receipts.kept()) }, wait, ports);
		expect(kept).toEqual([{ failedTaskIds: ['first', 'second'] }]);
	});

	it('starts the list of what failed with the first task that did', async () => {
		const receipts = receiptBook({ taskId: 'first' });
		const { order, ports } = scene(receipts, failed('INTERNAL'), created('second'), done);
		await buyAndAwait(order, wait, ports);
		expect(receipts.kept()).toEqual({ taskId: 'second', failedTaskIds: ['first'] });
	});

	it('returns to the last of several that failed when its successor is not taken', async () => {
		const receipts = receiptBook({ taskId: 'third', failedTaskIds: ['first', 'second'] });
		const { order, ports } = scene(receipts, failed('INTERNAL'), json({ error: { message: 'Invalid Token' } }, 401));
		await buyAndAwait(order, wait, ports);
		expect(receipts.kept()).toEqual({ taskId: 'third', failedTaskIds: ['first', 'second'] });
	});

	it.each([
		['has succeeded', done],
		['is not known', json({ code: 'task_not_exist', message: 'task_not_exist', data: null }, 400)],
	])('an adopted task that %s is not bought anew', async (_, answer) => {
		const { order, ports, posts } = scene(receiptBook({ taskId: 'first' }), answer);
		expect(await buyAndAwait(order, wait, ports)).toMatchObject({ taskId: 'first' });
		expect(posts()).toBe(0);
	});

	it('waits for nothing when nothing was bought', async () => {
		const { order, ports } = scene(receiptBook(), json({ error: { message: 'Invalid Token' } }, 401));
		expect(await buyAndAwait(order, wait, ports)).toMatchObject({ failure: { message: 'CometAPI does not accept the API key' } });
		expect(ports.clock.sleeps).toEqual([]);
	});

	it('a fresh task that fails for a passing reason is reported and not bought anew', async () => {
		const { order, ports, posts } = scene(receiptBook(), created('first'), failed('INTERNAL'));
		expect(await buyAndAwait(order, wait, ports)).toMatchObject({ taskId: 'first', waited: { task: { code: 'INTERNAL' } } });
		expect(posts()).toBe(1);
	});
});

describe('buying without waiting', () => {
	const adopted = { taskId: 'first', isAdopted: true };

	it.each([
		['is running', running],
		['has succeeded', done],
		['has failed for good', failed('SAFETY.INPUT.TEXT')],
		['is not known', json({ error: 'not found' }, 404)],
		['cannot be read', json({ error: { message: 'Invalid Token' } }, 401)],
	])('a task of an earlier try that %s is read and adopted', async (_, answer) => {
		const receipts = receiptBook({ taskId: 'first' });
		const { order, ports, posts } = scene(receipts, answer, created('second'));
		expect(await buyUnawaited(order, ports)).toEqual(adopted);
		expect(receipts.kept()).toEqual({ taskId: 'first' });
		expect(posts()).toBe(0);
	});

	it('one that failed for a passing reason is bought anew, and stays on the receipt', async () => {
		const receipts = receiptBook({ taskId: 'first', failedTaskIds: ['zeroth'] });
		const { order, ports, posts } = scene(receipts, failed('INTERNAL'), created('second'));
		expect(await buyUnawaited(order, ports)).toEqual({ taskId: 'second', isAdopted: false });
		expect(receipts.kept()).toEqual({ taskId: 'second', failedTaskIds: ['zeroth', 'first'] });
		expect(posts()).toBe(1);
	});

	it('a fresh task is not read at all', async () => {
		const { order, ports, requests } = scene(receiptBook(), created('first'));
		expect(await buyUnawaited(order, ports)).toEqual({ taskId: 'first', isAdopted: false });
		expect(requests.map(({ method }) => method)).toEqual(['POST']);
	});

	it('what is not bought is not read either', async () => {
		const { order, ports, requests } = scene(receiptBook({ fault: { kind: 'lost' } }), created('first'));
		expect(await buyUnawaited(order, ports)).toMatchObject({ failure: { mayBePaid: true } });
		expect(requests).toEqual([]);
	});
});
