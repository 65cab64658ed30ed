import type { Batch } from './batch.ts';
import type { Floor } from './floorProcess.ts';
import { CONTESTANTS } from './report.ts';
import { type Bench, finish, spanMs, start } from './stage.ts';
import { handBuiltWorkflow, nodeWorkflow } from './workflows.ts';

export interface Arena {
	bench: Bench;
	floor: Floor;
	isQuick: boolean;
}

/** Runs a batch and gives the milliseconds from its first request to its last file. */
type Contestant = (arena: Arena, batch: Batch) => Promise<number>;

export const contestants: Record<string, Contestant> = {
	[CONTESTANTS.floor]: async ({ floor }, batch) => (await floor.run(batch)).makespanMs,
	[CONTESTANTS.node]: async ({ bench }, batch) => spanMs(await finish(bench, await start(bench, nodeWorkflow(bench.access, batch))), 'Runway'),
	[CONTESTANTS.handBuilt]: async ({ bench }, batch) =>
		spanMs(await finish(bench, await start(bench, handBuiltWorkflow(bench.access, batch))), 'Submit', 'Download'),
};
