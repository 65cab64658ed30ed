import { official } from '../../nodes/Runway/protocols/official.ts';
import { buy, buyAndAwait, type Order, type ReceiptBook } from '../../nodes/Runway/task/purchase.ts';
import type { HttpOutcome } from '../../nodes/Runway/task/request.ts';
import { fakeClock } from '../support/fakeTime.ts';
import { json, scriptedHttp } from '../support/scriptedHttp.ts';

const lost: HttpOutcome = { kind: 'lost', text: 'socket hang up' };
const created = (id: string) => json({ id });
const failed = (failureCode: string) => json({ id: 'first', status: 'FAILED', failure: 'no', failureCode });
const done = json({ id: 'any', status: 'SUCCEEDED', output: ['https://files.example.com/a.mp4'] });
const wait = { intervalMs: 6_000, timeoutMs: 60_000 };

function receiptBook(receipt?: { taskId?: string }): ReceiptBook & { kept(): { taskId?: string } | undefined } {
	let current = receipt;
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
	const accepted: string[] = [];
	const order: Order = {
		protocol: official,
		receipts,
		request: async () => await Promise.resolve({ method: 'POST', path: '/runwayml/v1/image_to_video', body: {} }),
		onAccepted: (taskId) => accepted.push(taskId),
		whenThereIsRoom: async (work) => await work(),
	};
	const posts = () => requests.filter(({ method }) => method === 'POST').length;
	return { order, ports: { http, clock: fakeClock() }, posts, accepted };
}

describe('buying a task', () => {
	it('keeps a receipt with the id and announces the task once', async () => {
		const receipts = receiptBook();
		const { order, ports, accepted } = scene(receipts, created('first'));
		expect(await buy(order, ports)).toEqual({ taskId: 'first', isAdopted: false });
		expect(receipts.kept()).toEqual({ taskId: 'first' });
		expect(accepted).toEqual(['first']);
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

	it('leaves "unknown" behind when the sending itself is interrupted', async () => {
		const receipts = receiptBook();
		const { order, ports } = scene(receipts, () => {
			expect(receipts.kept()).toEqual({});
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

	it('a fresh task that fails for a passing reason is reported and not bought anew', async () => {
		const { order, ports, posts } = scene(receiptBook(), created('first'), failed('INTERNAL'));
		expect(await buyAndAwait(order, wait, ports)).toMatchObject({ taskId: 'first', waited: { task: { code: 'INTERNAL' } } });
		expect(posts()).toBe(1);
	});
});
