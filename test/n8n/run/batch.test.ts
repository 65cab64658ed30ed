import { setTimeout as delay } from 'node:timers/promises';

import { until } from '../../../playground/lab/until.ts';
import { runWorkflow, startWorkflow } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { useSimulator } from '../../support/engine/scene.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

/** The vendor's time stands still, so no task ends before the test says so, however slow the machine is. */
const vendorTime = { nowMs: 0 };
const scene = useSimulator({ missing: 0 }, 'filesystem', () => vendorTime.nowMs);
/** So long that many reads would fall into it, at forty times the speed. */
const SOME_READS_MS = 1_000;

beforeEach(() => {
	vendorTime.nowMs = 0;
});

function sceneOf(seconds: number[], options = {}) {
	return {
		parameters: parametersOf('proVideo.generate', { prompt: '=sim(seconds={{ $json.seconds }},callbacks=off)' }, options),
		items: seconds.map((each) => ({ json: { seconds: each } })),
		credentials: scene.credentials,
	};
}

const untilCharged = async (count: number) => await until(`${count} charges`, () => scene.simulator.ledger.charges.length === count);

it('twenty items wait side by side: all are submitted before the first has ended', async () => {
	const seconds = Array.from({ length: 20 }, (_, index) => 2 + (index % 7));
	const { result } = startWorkflow(sceneOf(seconds, { pollIntervalSeconds: 5 }));
	await untilCharged(20);
	vendorTime.nowMs = 8_000;
	const { output, error } = await result;
	expect(error).toBeUndefined();
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(seconds.map((_, item) => ({ item })));
	expect(new Set(output.map(({ json }) => json.taskId)).size).toBe(20);
}, 60_000);

it('Stop ends the wait in the middle of an hour’s pause, and nothing is asked any more', async () => {
	const { result, cancel } = startWorkflow(sceneOf([60, 60], { pollIntervalSeconds: 3_600, timeoutMinutes: 120 }));
	await untilCharged(2);
	const asked = scene.simulator.requests.length;
	cancel();
	await result.catch(() => undefined);
	await delay(SOME_READS_MS);
	expect(scene.simulator.requests).toHaveLength(asked);
}, 60_000);

it('no more tasks than allowed are unfinished at the same time', async () => {
	const run = runWorkflow(sceneOf([1, 1, 1, 1], { maxParallel: 2 }));
	await untilCharged(2);
	await delay(SOME_READS_MS);
	expect(scene.simulator.ledger.charges).toHaveLength(2);
	vendorTime.nowMs = 1_000;
	await untilCharged(4);
	vendorTime.nowMs = 2_000;
	expect((await run).output).toHaveLength(4);
}, 60_000);
