import { setTimeout as delay } from 'node:timers/promises';
import type { Arena } from './contestants.ts';
import { atMost, CONTESTANTS, explained, type Figure, figure, ratiosToFloor, type Section } from './report.ts';
import { start } from './stage.ts';
import { median } from './statistics.ts';
import { cpuMs } from './usage.ts';
import { handBuiltWorkflow, nodeWorkflow } from './workflows.ts';

interface Wait {
	contestant: string;
	pid: number;
	/** Submits the tasks; what it gives ends the wait. */
	begin: () => Promise<() => Promise<unknown>>;
}

/** CPU time of the process while tasks do nothing but run, per task and minute. */
export async function cpu(arena: Arena): Promise<Section> {
	const { bench, isQuick } = arena;
	const [count, windowMs, repetitions] = isQuick ? [50, 6_000, 1] : [500, 60_000, 2];
	const what = `${count} tasks waiting`;
	const measured: Record<string, { perTask: number[]; perRead: number[] }> = {};
	for (let repetition = 0; repetition < repetitions; repetition++) {
		for (const { contestant, pid, begin } of waits(arena, count, repetition)) {
			const tasksBefore = bench.simulator.tasks.size;
			const end = await begin();
			while (bench.simulator.tasks.size < tasksBefore + count) await delay(100);
			const [usedMs, asked] = [cpuMs(pid), bench.simulator.requests.length];
			await delay(windowMs);
			const spentMs = cpuMs(pid) - usedMs;
			const { perTask, perRead } = (measured[contestant] ??= { perTask: [], perRead: [] });
			perTask.push((spentMs / count) * (60_000 / windowMs));
			perRead.push(spentMs / (bench.simulator.requests.length - asked));
			await end();
		}
	}
	const figures: Figure[] = Object.entries(measured).flatMap(([contestant, { perTask, perRead }]) => [
		figure(what, contestant, 'ms per task and minute', perTask),
		figure('per read', contestant, 'ms', perRead),
	]);
	const ratio = ratiosToFloor(figures).find((each) => each.what === what && each.contestant === CONTESTANTS.node);
	return {
		name: 'cpu',
		title: 'CPU time of waiting',
		figures,
		goals: [
			atMost('this node ÷ hand-built', share(figures, what), isQuick ? 3 : 1),
			explained(atMost('this node ÷ floor', median(ratio?.values ?? []), 1.5)),
		],
	};
}

function share(figures: Figure[], what: string): number {
	const of = (contestant: string) => median(figures.find((each) => each.what === what && each.contestant === contestant)?.values ?? []);
	return of(CONTESTANTS.node) / of(CONTESTANTS.handBuilt);
}

function waits({ bench, floor }: Arena, count: number, repetition: number): Wait[] {
	const batch = (contestant: string) => ({ name: `cpu/${contestant}/${repetition}`, seconds: Array.from({ length: count }, () => 3_600), maxParallel: 0 });
	const inN8n = (contestant: string, workflowOf: typeof nodeWorkflow): Wait => ({
		contestant,
		pid: bench.lab.server.pid,
		begin: async () => {
			const id = await start(bench, workflowOf(bench.access, batch(contestant)));
			return async () => await bench.lab.client.stopExecution(id);
		},
	});
	return [
		inN8n(CONTESTANTS.node, nodeWorkflow),
		inN8n(CONTESTANTS.handBuilt, handBuiltWorkflow),
		{
			contestant: CONTESTANTS.floor,
			pid: floor.pid,
			begin: async () => {
				const plan = floor.run(batch(CONTESTANTS.floor));
				return async () => await Promise.race([plan, floor.stop()]);
			},
		},
	];
}
