import { setImmediate as settled } from 'node:timers/promises';

import { TaskWatch, type WatchOrder } from '../../../nodes/Runway/n8n/callback/watch.ts';
import { pro } from '../../../nodes/Runway/protocols/pro.ts';
import type { HttpOutcome } from '../../../nodes/Runway/task/request.ts';
import { fakeClock } from '../../support/fakeTime.ts';
import { failed, missing, running, succeeded } from '../../support/fakeWebhook.ts';
import { json, scriptedHttp } from '../../support/scriptedHttp.ts';

const MINUTE = 60_000;
const ended = json(succeeded('a').body);
const unfinished = json(running.body);
const unknown = json(missing.body, 400);
const away: HttpOutcome = { kind: 'lost', text: 'socket hang up' };

type Answers = [HttpOutcome, ...HttpOutcome[]];

interface Scene {
	/** What the API says of tasks "a", "b" and so on, read by read; the last answer repeats. */
	tasks: Answers[];
	/** Whether each call of the watch is heard. */
	heard?: boolean[];
	timeoutMs?: number;
	readAtOnce?: boolean;
}

/** A watch on a clock that lets everything settle between two ticks; tells when it read and when it called whom. */
function stage() {
	const clock = fakeClock();
	const startedAtMs = clock.nowMs();
	const settling = { ...clock, sleep: async (durationMs: number) => await settled().then(async () => await clock.sleep(durationMs)) };
	const watch = new TaskWatch(settling);
	const seconds = () => Math.round((clock.nowMs() - startedAtMs) / 1_000);
	const reads: Record<string, number[]> = {};
	const calls: Array<{ at: number; unseen: string[] }> = [];

	function order(key: string, { tasks, heard = [], timeoutMs = 15 * MINUTE, readAtOnce = false }: Scene): WatchOrder {
		return {
			key,
			patienceMs: MINUTE,
			call: (unseen) => ({ method: 'POST', url: `https://n8n.example.com/${key}`, body: { unseen } }),
			tasks: tasks.map((answers, index) => {
				const taskId = String.fromCharCode(97 + index);
				const api = scriptedHttp(...answers);
				return {
					taskId,
					protocol: pro,
					options: { intervalMs: 6_000, timeoutMs, readAtOnce },
					line: {
						http: async (request) => {
							(reads[taskId] ??= []).push(seconds());
							return await api.http(request);
						},
						call: async ({ body }) => {
							calls.push({ at: seconds(), unseen: body?.unseen as string[] });
							return heard.shift() ?? true;
						},
						reading: async (work) => await work(),
					},
				};
			}),
		};
	}

	async function untilOver(key: string): Promise<void> {
		while (watch.has(key)) await settled();
	}

	return { watch, clock, reads, calls, order, untilOver, seconds };
}

async function watched(scene: Scene) {
	const { watch, order, untilOver, ...seen } = stage();
	watch.start(order('x', scene));
	await untilOver('x');
	return seen;
}

describe('the watch over tasks whose execution sleeps', () => {
	it('reads as often as the engine would, and calls when the task has ended', async () => {
		const { reads, calls } = await watched({ tasks: [[unfinished, unfinished, ended]] });
		expect(reads).toEqual({ a: [6, 12, 18] });
		expect(calls).toEqual([{ at: 18, unseen: [] }]);
	});

	it('looks at once at a task that was there before', async () => {
		expect(await watched({ tasks: [[ended]], readAtOnce: true })).toMatchObject({ reads: { a: [0] }, calls: [{ at: 0 }] });
	});

	it('calls once, when the last of several tasks has ended, with or without a result', async () => {
		const { reads, calls } = await watched({ tasks: [[ended], [unfinished, unfinished, json(failed.body)], [unfinished, ended]] });
		expect(reads).toEqual({ a: [6], b: [6, 12, 18], c: [6, 12] });
		expect(calls).toEqual([{ at: 18, unseen: [] }]);
	});

	it('rides trouble out, also a moment in which the API does not know the task', async () => {
		const { calls } = await watched({ tasks: [[away, away, unknown, unfinished, ended]] });
		expect(calls).toEqual([{ at: expect.any(Number), unseen: [] }]);
	});

	it('goes on when the execution over whose context it reads was stopped', async () => {
		expect((await watched({ tasks: [[{ kind: 'cancelled', isSent: false }, ended]] })).calls).toEqual([{ at: 12, unseen: [] }]);
	});

	it('reads at the deadline for the last time, and then calls for what has ended, naming the others', async () => {
		const { reads, calls } = await watched({ tasks: [[ended], [unfinished]], timeoutMs: MINUTE });
		expect(reads.b?.at(-1)).toBe(60);
		expect(calls).toEqual([{ at: 60, unseen: ['b'] }]);
	});

	it.each<[string, HttpOutcome, number]>([
		['the API does not know it for two minutes', unknown, 126],
		['the key is not accepted any more', json({ error: { message: 'invalid token' } }, 401), 6],
	])('gives a task up before its deadline when %s', async (_, answer, at) => {
		expect((await watched({ tasks: [[answer]] })).calls).toEqual([{ at, unseen: ['a'] }]);
	});

	it('repeats a call that is not heard, at growing distances', async () => {
		const { calls } = await watched({ tasks: [[ended]], heard: [false, false, false, true] });
		expect(calls.map(({ at }) => at)).toEqual([6, 7, 9, 12]);
	});

	it('leaves the rest to n8n’s own deadline when nobody hears for a minute', async () => {
		const { calls } = await watched({ tasks: [[ended]], heard: Array.from({ length: 50 }, () => false) });
		expect(calls.at(-1)?.at).toBeLessThan(6 + 60);
		expect(calls.length).toBeLessThan(10);
	});

	it('reads two seconds after somebody has said that the task has ended', async () => {
		const { watch, order, untilOver, clock, reads, calls } = stage();
		watch.start(order('x', { tasks: [[unfinished, ended]] }));
		while (clock.nowMs() < 1_000_000 + 7_000) await settled();
		watch.nudge('x', 'a');
		await untilOver('x');
		expect(reads.a?.[1]).toBeLessThanOrEqual(10);
		expect(calls).toHaveLength(1);
	});

	it.each(['another task', 'another execution'])('is not nudged by a word about %s', async (whose) => {
		const { watch, order, untilOver, reads } = stage();
		watch.start(order('x', { tasks: [[ended]] }));
		watch.nudge(whose === 'another task' ? 'x' : 'y', whose === 'another task' ? 'b' : 'a');
		await untilOver('x');
		expect(reads).toEqual({ a: [6] });
	});

	it('forgets an order when a newer one takes its place, also while it is reading', async () => {
		const { watch, order, untilOver, calls } = stage();
		const replaced = order('x', { tasks: [[ended]] });
		const newer = order('x', { tasks: [[unfinished, ended]] });
		for (const { line } of replaced.tasks) {
			const { http } = line;
			line.http = async (request) => {
				watch.start(newer);
				return await http(request);
			};
		}
		watch.start(replaced);
		await untilOver('x');
		expect(calls).toEqual([{ at: 18, unseen: [] }]);
	});

	it.each([
		['before it reads', false],
		['while it reads', true],
	])('neither reads nor calls any more once it is ended, %s', async (_, isReading) => {
		const { watch, order, calls, reads } = stage();
		const wanted = order('x', { tasks: [[ended]] });
		for (const { line } of wanted.tasks) {
			const { http } = line;
			line.http = async (request) => {
				watch.end('x');
				return await http(request);
			};
		}
		watch.start(wanted);
		if (!isReading) watch.end('x');
		while (watch.has('x')) await settled();
		for (let round = 0; round < 30; round++) await settled();
		expect(reads).toEqual(isReading ? { a: [6] } : {});
		expect(calls).toEqual([]);
	});

	it('holds nothing once all orders are over, and begins again with the next one', async () => {
		const { watch, order, untilOver, clock, calls } = stage();
		watch.start(order('x', { tasks: [[ended]] }));
		await untilOver('x');
		for (let round = 0; round < 5; round++) await settled();
		const ticks = clock.sleeps.length;
		for (let round = 0; round < 5; round++) await settled();
		expect(clock.sleeps).toHaveLength(ticks);
		watch.start(order('x', { tasks: [[ended]] }));
		await untilOver('x');
		expect(calls).toHaveLength(2);
	});

	/** Each call takes half a minute, and only the second one about an order is heard. */
	async function manyOnASlowN8n(count: number) {
		const { watch, order, untilOver, clock } = stage();
		const called: Record<string, number> = {};
		for (let index = 0; index < count; index++) {
			const key = `x${index}`;
			const wanted = order(key, { tasks: [[ended]] });
			for (const { line } of wanted.tasks) {
				line.call = async () => {
					called[key] = (called[key] ?? 0) + 1;
					const answeredAtMs = clock.nowMs() + 30_000;
					while (clock.nowMs() < answeredAtMs) await settled();
					return called[key] > 1;
				};
			}
			watch.start(wanted);
		}
		return { watch, untilOver, called };
	}

	it('is as patient with an order that had to stand in line', async () => {
		const { untilOver, called } = await manyOnASlowN8n(20);
		for (const key of Array.from({ length: 20 }, (_, index) => `x${index}`)) await untilOver(key);
		expect(Object.values(called)).toEqual(Array.from({ length: 20 }, () => 2));
	});

	it('makes no call for an order that was ended while it stood in line', async () => {
		const { watch, untilOver, called } = await manyOnASlowN8n(6);
		while (Object.keys(called).length < 5) await settled();
		watch.end('x5');
		for (const key of ['x0', 'x1', 'x2', 'x3', 'x4']) await untilOver(key);
		expect(called).not.toHaveProperty('x5');
	});

	it('makes only five calls at once, since n8n loads a whole execution for each', async () => {
		const { watch, order, untilOver } = stage();
		let [open, most] = [0, 0];
		for (let index = 0; index < 50; index++) {
			const wanted = order(`x${index}`, { tasks: [[ended]] });
			for (const { line } of wanted.tasks) {
				line.call = async () => {
					most = Math.max(most, ++open);
					await settled();
					open--;
					return true;
				};
			}
			watch.start(wanted);
		}
		for (let index = 0; index < 50; index++) await untilOver(`x${index}`);
		expect(most).toBe(5);
	});
});
