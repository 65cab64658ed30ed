import { submit } from '../../nodes/Runway/task/engine.ts';
import { awaitTask, getTask, type WaitOptions } from '../../nodes/Runway/task/wait.ts';
import type { HttpOutcome } from '../../nodes/Runway/task/request.ts';
import { aiVideo } from '../../nodes/Runway/protocols/aiVideo.ts';
import { official } from '../../nodes/Runway/protocols/official.ts';
import { pro } from '../../nodes/Runway/protocols/pro.ts';
import { fakeClock } from '../support/fakeTime.ts';
import { json, scriptedHttp } from '../support/scriptedHttp.ts';

const TASK_ID = 'd0658ae1-bbdd-4adc-aaba-fd8070e14d79';
const request = { method: 'POST', path: '/runwayml/v1/image_to_video', body: { model: 'gen4_turbo' } } as const;
const options: WaitOptions = { intervalMs: 6_000, timeoutMs: 60_000, readAtOnce: false };

const pending = json({ id: TASK_ID, status: 'RUNNING', progress: 0.5 });
const done = json({ id: TASK_ID, status: 'SUCCEEDED', output: ['https://files.example.com/a.mp4'] });
const missing = json({ code: 'task_not_exist', message: 'task_not_exist', data: null }, 400);
const html: HttpOutcome = { kind: 'answer', answer: { httpStatus: 200, headers: {}, body: '<html><title>Sign in</title></html>' } };
const lost: HttpOutcome = { kind: 'lost', text: 'socket hang up' };
const cancelled: HttpOutcome = { kind: 'cancelled', isSent: true };
const noConnection: HttpOutcome = { kind: 'noConnection', text: 'connect ECONNREFUSED' };

function scene(...steps: Parameters<typeof scriptedHttp>) {
	const clock = fakeClock();
	const { http, requests } = scriptedHttp(...steps);
	return { clock, requests, ports: { http, clock } };
}

describe('a submission', () => {
	it('is sent once and gives the id of the task', async () => {
		const { ports, requests } = scene(json({ id: TASK_ID }));
		expect(await submit(official, request, ports)).toEqual({ outcome: 'accepted', taskId: TASK_ID });
		expect(requests).toEqual([request]);
	});

	it.each([
		['too many requests', json({ error: { message: 'slow down' } }, 429)],
		['too many requests told as HTTP 400', json({ error: { message: 'Too many requests' } }, 400)],
		['a refused connection', noConnection],
	])('is repeated after %s, which took nothing', async (_, refusal) => {
		const { ports, requests } = scene(refusal, json({ id: TASK_ID }));
		expect(await submit(official, request, ports)).toEqual({ outcome: 'accepted', taskId: TASK_ID });
		expect(requests).toHaveLength(2);
	});

	it('waits as long as the server asks before it is repeated', async () => {
		const { ports, clock } = scene(json({}, 429, { 'retry-after': '30' }), json({ id: TASK_ID }));
		await submit(official, request, ports);
		expect(clock.sleeps[0]).toBeGreaterThanOrEqual(30_000);
	});

	it.each([
		['a lost connection', lost],
		['HTTP 500', json({ error: { message: 'oops' } }, 500)],
		['HTTP 502', json('<html>Bad gateway</html>', 502)],
		['HTTP 504', json('', 504)],
		['HTTP 524', json('', 524)],
		['HTTP 400 from an API behind the API', json({ error: { message: 'upstream request timeout' } }, 400)],
		['HTTP 404 with words of trouble', json({ error: 'Bad gateway' }, 404)],
		['HTTP 400 with a code of trouble', json({ code: 'server_error', message: 'no' }, 400)],
		['HTTP 499', json('', 499)],
		['HTTP 425', json('', 425)],
		['HTTP 409', json('', 409)],
		['HTTP 500 that calls a time-out an invalid request', json({ error: { code: 'invalid_request', message: 'request timed out' } }, 500)],
		['an HTML page', html],
		['an empty answer', json('')],
		['an answer without an id', json({ ok: true })],
		['an answer that is cut off', json('{"id":"d0658')],
		['a time-out told in a good answer', json({ code: 1, msg: 'upstream request timeout' })],
		['an error told in a good answer', json({ error: 'Internal server error' })],
		['a bad code without a reason', json({ code: 1 })],
	])('is never repeated after %s, which may have taken it', async (_, answer) => {
		const { ports, requests } = scene(answer, json({ id: TASK_ID }));
		expect(await submit(official, request, ports)).toMatchObject({ outcome: 'unknown' });
		expect(requests).toHaveLength(1);
	});

	it.each([
		['0', { code: 0, data: { id: TASK_ID } }],
		['200', { code: 200, data: { task_id: TASK_ID } }],
		['success', { code: 'success', data: TASK_ID }],
	])('is accepted by an answer with the code %s', async (_, body) => {
		expect(await submit(official, request, scene(json(body)).ports)).toEqual({ outcome: 'accepted', taskId: TASK_ID });
	});

	it.each([
		['a wrong key', json({ error: { message: 'Invalid Token' } }, 401), 'badKey'],
		['a refused field told in a good answer', json({ code: 1, msg: 'prompt is required' }), 'rejected'],
		['a word for it in a good answer', json({ code: 'reference_images_empty' }), 'rejected'],
		['a refused field', json({ error: 'Validation of body failed' }, 400), 'rejected'],
		['a refused field that is called timeout', json({ detail: [{ loc: ['body', 'timeout'], msg: 'timeout too high' }] }, 422), 'rejected'],
		['a refused field that is called timeout, in a good answer', json({ detail: [{ loc: ['body', 'timeout'], msg: 'too high' }] }), 'rejected'],
		['a wrong key, whatever the words', json({ error: 'upstream timeout' }, 401), 'badKey'],
		['a closed door, whatever the words', json({ error: 'upstream timeout' }, 403), 'forbidden'],
		['an empty account, whatever the words', json({ error: 'upstream timeout' }, 402), 'noCredit'],
		['a limit of size, whatever the words', json({ error: 'upstream timeout' }, 413), 'tooLarge'],
		['a wrong path', json('', 301), 'wrongAddress'],
	])('that meets %s was not taken and is not repeated', async (_, answer, kind) => {
		const { ports, requests } = scene(answer);
		expect(await submit(official, request, ports)).toMatchObject({ outcome: 'refused', fault: { kind } });
		expect(requests).toHaveLength(1);
	});

	it('that is stopped before it is repeated was not sent again', async () => {
		const { ports, clock, requests } = scene(() => {
			clock.stop();
			return noConnection;
		});
		expect(await submit(official, request, ports)).toEqual({ outcome: 'cancelled', isSent: false });
		expect(requests).toHaveLength(1);
	});

	it('gives up on a server that stays busy, after two minutes', async () => {
		const { ports, clock } = scene(json({}, 429));
		const startMs = clock.nowMs();
		expect(await submit(official, request, ports)).toMatchObject({ outcome: 'refused', fault: { kind: 'busy' } });
		expect(clock.nowMs() - startMs).toBeGreaterThan(30_000);
		expect(clock.nowMs() - startMs).toBeLessThanOrEqual(120_000);
	});
});

describe('a wait', () => {
	it('does not sleep once the result is there', async () => {
		const { ports, clock } = scene(pending, done);
		expect(await awaitTask(official, TASK_ID, options, ports)).toMatchObject({ outcome: 'finished', polls: 2 });
		expect(clock.sleeps).toHaveLength(2);
	});

	it('reads an existing task before its first sleep', async () => {
		const { ports, clock } = scene(pending, done);
		await awaitTask(official, TASK_ID, { ...options, readAtOnce: true }, ports);
		expect(clock.sleeps).toEqual([0, 6_000]);
	});

	it('ends at its deadline, with the last sleep cut to it and a last read at it', async () => {
		const { ports, clock, requests } = scene(pending);
		const startMs = clock.nowMs();
		const waited = await awaitTask(official, TASK_ID, { ...options, timeoutMs: 20_000 }, ports);
		expect(waited).toMatchObject({ outcome: 'timedOut', task: { vendorStatus: 'RUNNING' } });
		expect(clock.nowMs() - startMs).toBe(20_000);
		expect(requests).toHaveLength(4);
		expect(clock.sleeps).toEqual([6_000, 6_000, 6_000, 2_000]);
	});

	it('finds a result that arrives exactly at the deadline', async () => {
		const { ports } = scene(pending, pending, pending, done);
		const waited = await awaitTask(official, TASK_ID, { ...options, timeoutMs: 20_000 }, ports);
		expect(waited).toMatchObject({ outcome: 'finished', task: { state: 'succeeded' } });
	});

	it('ends when it is stopped, without a further read', async () => {
		const { ports, clock, requests } = scene(() => {
			clock.stop();
			return pending;
		});
		expect(await awaitTask(official, TASK_ID, options, ports)).toEqual({ outcome: 'cancelled', polls: 1 });
		expect(requests).toHaveLength(1);
	});

	it('ends when it is stopped in the middle of a read', async () => {
		const { ports } = scene(pending, cancelled);
		expect(await awaitTask(official, TASK_ID, options, ports)).toEqual({ outcome: 'cancelled', polls: 1 });
	});

	it.each([
		['a lost connection', lost],
		['a refused connection', noConnection],
		['HTTP 503', json('', 503)],
		['too many requests', json({}, 429)],
		['an HTML page', html],
	])('rides out %s', async (_, trouble) => {
		const { ports } = scene(pending, trouble, trouble, done);
		expect(await awaitTask(official, TASK_ID, options, ports)).toMatchObject({ outcome: 'finished', polls: 4 });
	});

	it('honours Retry-After on a read', async () => {
		const { ports, clock } = scene(json({}, 429, { 'retry-after': '40' }), done);
		await awaitTask(official, TASK_ID, options, ports);
		expect(clock.sleeps[1]).toBeGreaterThanOrEqual(40_000);
	});

	it.each([
		['a wrong key', json({}, 401), 1],
		['an address that leads elsewhere', json('', 301), 1],
		['ten pages in a row that are no answer', html, 10],
	])('ends early at %s', async (_, answer, polls) => {
		const { ports } = scene(answer);
		const waited = await awaitTask(official, TASK_ID, { ...options, timeoutMs: 3_600_000 }, ports);
		expect(waited).toMatchObject({ outcome: 'unreadable', polls });
	});

	it('gives a task that is not known yet two minutes to appear', async () => {
		const { ports } = scene(missing, missing, pending, done);
		expect(await awaitTask(official, TASK_ID, options, ports)).toMatchObject({ outcome: 'finished' });
		const never = scene(missing);
		const startMs = never.clock.nowMs();
		const waited = await awaitTask(official, TASK_ID, { ...options, timeoutMs: 600_000 }, never.ports);
		expect(waited).toMatchObject({ outcome: 'missing' });
		expect(never.clock.nowMs() - startMs).toBeGreaterThan(120_000);
		expect(never.clock.nowMs() - startMs).toBeLessThan(135_000);
	});

	it.each([official, pro, aiVideo])('gives it that time in the $format format, also when its first read is refused', async (protocol) => {
		const found = json({ id: TASK_ID, uuid: TASK_ID, status: 'success', url: 'https://files.example.com/a.mp4', video_url: 'https://files.example.com/a.mp4' });
		const { ports } = scene(missing, found);
		expect(await awaitTask(protocol, TASK_ID, options, ports)).toMatchObject({ outcome: 'finished', task: { state: 'succeeded' } });
	});

	it('rides out an AI Video API that calls its own trouble an error', async () => {
		const busy = json({ status: 'error', error: 'Too many requests' });
		const { ports } = scene(busy, busy, json({ uuid: TASK_ID, status: 'success', url: 'https://files.example.com/a.mp4' }));
		expect(await awaitTask(aiVideo, TASK_ID, options, ports)).toMatchObject({ outcome: 'finished', task: { state: 'succeeded' } });
	});

	it('rides out an API that forgets the task for a minute', async () => {
		const { ports } = scene(pending, ...Array<HttpOutcome>(10).fill(missing), done);
		expect(await awaitTask(official, TASK_ID, { ...options, timeoutMs: 600_000 }, ports)).toMatchObject({ outcome: 'finished' });
	});

	it('keeps waiting at a status nobody documented', async () => {
		const { ports } = scene(json({ id: TASK_ID, status: 'MARINATING' }), done);
		expect(await awaitTask(official, TASK_ID, options, ports)).toMatchObject({ outcome: 'finished', polls: 2 });
	});

	it('asks less often the longer a task takes: in an hour a quarter of what every five seconds would be', async () => {
		const { ports, clock, requests } = scene(pending);
		await awaitTask(official, TASK_ID, { ...options, timeoutMs: 3_600_000 }, ports);
		expect(requests.length).toBeLessThan(720 / 4);
		expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(35_000);
	});

	it('never asks more often than every five seconds', async () => {
		const clock = fakeClock(0);
		const { http } = scriptedHttp(pending);
		await awaitTask(official, TASK_ID, { ...options, intervalMs: 5_000, timeoutMs: 50_000 }, { http, clock });
		expect(Math.min(...clock.sleeps)).toBeGreaterThanOrEqual(5_000);
	});
});

describe('a wait whose figures are none', () => {
	it.each([
		['time-out', { timeoutMs: NaN }],
		['time-out', { timeoutMs: Infinity }],
		['pause', { intervalMs: NaN }],
		['pause', { intervalMs: -Infinity }],
	])('ends without asking in a hurry: %s %j', async (_, more) => {
		const { ports, requests, clock } = scene(pending);
		expect(await awaitTask(official, TASK_ID, { ...options, ...more }, ports)).toMatchObject({ outcome: 'timedOut' });
		expect(requests.length).toBeLessThanOrEqual(options.timeoutMs / 5_000);
		expect(clock.sleeps.slice(0, -1).every((pauseMs) => pauseMs >= 5_000)).toBe(true);
	});
});

describe('a single look', () => {
	it.each([
		['a task under way', pending, { outcome: 'pending', polls: 1 }],
		['a finished task', done, { outcome: 'finished', polls: 1 }],
		['an unknown task', missing, { outcome: 'missing', polls: 1 }],
		['a lost connection, after three tries', lost, { outcome: 'unreadable', polls: 3, fault: lost }],
		['a stop in the middle of it', cancelled, { outcome: 'cancelled', polls: 1 }],
		['a server in trouble, after three tries', json('', 500), { outcome: 'unreadable', polls: 3 }],
	])('tells %s', async (_, answer, expected) => {
		expect(await getTask(official, TASK_ID, scene(answer).ports)).toMatchObject(expected);
	});

	it('ends when it is stopped before it is repeated', async () => {
		const { ports, clock } = scene(() => {
			clock.stop();
			return lost;
		});
		expect(await getTask(official, TASK_ID, ports)).toEqual({ outcome: 'cancelled', polls: 1 });
	});

	it('does not sleep for as long as a busy server would like', async () => {
		const { ports, clock, requests } = scene(json({}, 429, { 'retry-after': '3600' }), done);
		expect(await getTask(official, TASK_ID, ports)).toMatchObject({ outcome: 'unreadable', fault: { kind: 'busy' } });
		expect(clock.sleeps).toEqual([]);
		expect(requests).toHaveLength(1);
	});
});
