import type { Clock } from '../../task/engine';
import { limiter } from '../../task/limit';
import { backoffMs } from '../../task/pause';
import type { Protocol } from '../../task/protocol';
import { type NextRead, nextRead, readNext, startWait, type Wait, type WaitOptions } from '../../task/wait';
import { n8nClock } from '../context/clock';
import type { Call, Line } from './lines';

const TICK_MS = 500;
/** Hundreds of executions may be due at the same moment, and n8n loads each of them whole. */
const CALLS_AT_ONCE = 5;
/** An API may call a moment before its own answer shows the end. */
const NUDGED_AFTER_MS = 2_000;

export interface WatchOrder {
	/** A second order under the same key takes the place of the first. */
	key: string;
	tasks: Array<{ protocol: Protocol; taskId: string; options: WaitOptions; line: Line }>;
	/** Made once all tasks have ended or were waited for long enough; it names those that nobody saw ending. */
	call(unseen: string[]): Call;
	/** How long after the last task's end or deadline a call that is not heard is repeated. */
	patienceMs: number;
}

interface WatchedTask {
	wait: Wait;
	line: Line;
	next: NextRead;
	/** Infinity while it is being read, and once it is over. */
	dueAtMs: number;
	isOver: boolean;
	hasEnded: boolean;
}

interface Entry {
	order: WatchOrder;
	tasks: WatchedTask[];
	/** Infinity until all tasks are over, and while the call is being made. */
	callAtMs: number;
	calls: number;
	givesUpAtMs: number;
}

/** Waits for tasks on behalf of those who sleep: reads as the engine does, then calls an address. Keeps no data of a run. */
export class TaskWatch {
	private readonly entries = new Map<string, Entry>();

	private readonly calling = limiter(CALLS_AT_ONCE);

	private readonly clock: Clock;

	private isLooking = false;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	has(key: string): boolean {
		return this.entries.has(key);
	}

	start(order: WatchOrder): void {
		const tasks = order.tasks.map((task) => this.watched(task));
		this.entries.set(order.key, { order, tasks, callAtMs: Infinity, calls: 0, givesUpAtMs: Infinity });
		if (!this.isLooking) void this.keepLooking();
	}

	/** Somebody says that a task has ended, which is worth a look, and never believed. */
	nudge(key: string, taskId: string): void {
		const soonMs = this.clock.nowMs() + NUDGED_AFTER_MS;
		for (const task of this.entries.get(key)?.tasks ?? []) {
			const isAsleep = task.wait.taskId === taskId && task.dueAtMs > soonMs && task.dueAtMs < Infinity;
			if (isAsleep) Object.assign(task, { dueAtMs: soonMs, next: { pauseMs: NUDGED_AFTER_MS, isLast: false } });
		}
	}

	/** Somebody else has called, so nobody sleeps any more. */
	end(key: string): void {
		this.entries.delete(key);
	}

	private watched({ protocol, taskId, options, line }: WatchOrder['tasks'][number]): WatchedTask {
		const wait = startWait(protocol, taskId, options, this.clock);
		const next = nextRead(wait, this.clock);
		return { wait, line, next, dueAtMs: this.clock.nowMs() + next.pauseMs, isOver: false, hasEnded: false };
	}

	private async keepLooking(): Promise<void> {
		this.isLooking = true;
		while (this.entries.size > 0) {
			for (const entry of this.entries.values()) this.lookAt(entry);
			await this.clock.sleep(TICK_MS);
		}
		this.isLooking = false;
	}

	private lookAt(entry: Entry): void {
		const nowMs = this.clock.nowMs();
		for (const task of entry.tasks) if (task.dueAtMs <= nowMs) void this.read(entry, task);
		if (entry.callAtMs <= nowMs) void this.call(entry);
	}

	private async read(entry: Entry, task: WatchedTask): Promise<void> {
		const { wait, line, next } = task;
		task.dueAtMs = Infinity;
		const end = await line.reading(async () => await readNext(wait, next, { clock: this.clock, http: line.http }));
		const isOver = end !== undefined && (end.outcome !== 'cancelled' || next.isLast);
		if (!isOver) {
			task.next = nextRead(wait, this.clock);
			task.dueAtMs = this.clock.nowMs() + task.next.pauseMs;
			return;
		}
		Object.assign(task, { isOver, hasEnded: end.outcome === 'finished' });
		if (entry.tasks.every((each) => each.isOver)) await this.call(entry);
	}

	private async call(entry: Entry): Promise<void> {
		const { order, tasks } = entry;
		const isCurrent = () => this.entries.get(order.key) === entry;
		if (!isCurrent()) return;
		entry.callAtMs = Infinity;
		const unseen = tasks.filter(({ hasEnded }) => !hasEnded).map(({ wait }) => wait.taskId);
		const isHeard = await this.calling(async () => {
			if (!isCurrent()) return true;
			// Not before, since hundreds may stand in line for longer than that.
			if (entry.calls === 0) entry.givesUpAtMs = this.clock.nowMs() + order.patienceMs;
			return await tasks[0]?.line.call(order.call(unseen));
		});
		entry.callAtMs = this.clock.nowMs() + backoffMs(entry.calls++, this.clock.random());
		if ((isHeard || entry.callAtMs > entry.givesUpAtMs) && isCurrent()) this.entries.delete(order.key);
	}
}

/** The one of this process. */
export const theWatch = new TaskWatch(n8nClock());
