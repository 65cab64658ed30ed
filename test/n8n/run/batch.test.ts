import { runWorkflow, startWorkflow } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { useSimulator } from '../../support/engine/scene.ts';

// The clock is real in this file: it is what is being measured.
const scene = useSimulator();

function sceneOf(seconds: number[], options = {}) {
	return {
		parameters: parametersOf('proVideo.generate', { prompt: '=sim(seconds={{ $json.seconds }},callbacks=off)' }, options),
		items: seconds.map((each) => ({ json: { seconds: each } })),
		credentials: scene.credentials,
	};
}

it('twenty items of 2 to 8 seconds take no longer than the slowest, one poll interval and a second', async () => {
	const seconds = Array.from({ length: 20 }, (_, index) => 2 + (index % 7));
	const startMs = performance.now();
	const { output, error } = await runWorkflow(sceneOf(seconds, { pollIntervalSeconds: 5 }));
	const tookMs = performance.now() - startMs;
	process.stdout.write(`› 20 items of 2 to 8 s in ${(tookMs / 1000).toFixed(1)} s\n`);
	expect(error).toBeUndefined();
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(seconds.map((_, item) => ({ item })));
	expect(new Set(output.map(({ json }) => json.taskId)).size).toBe(20);
	expect(tookMs).toBeLessThan(8_000 + 5_000 + 1_000);
}, 30_000);

it('Stop ends the wait within a second, and nothing is asked any more', async () => {
	const { result, cancel } = startWorkflow(sceneOf([60, 60]));
	await new Promise((resolve) => setTimeout(resolve, 2_000));
	expect(scene.simulator.ledger.charges).toHaveLength(2);
	const startMs = performance.now();
	cancel();
	await result.catch(() => undefined);
	expect(performance.now() - startMs).toBeLessThan(1_000);
	const asked = scene.simulator.requests.length;
	await new Promise((resolve) => setTimeout(resolve, 7_000));
	expect(scene.simulator.requests).toHaveLength(asked);
}, 20_000);

it('no more tasks than allowed are unfinished at the same time', async () => {
	const { output } = await runWorkflow(sceneOf([1, 1, 1, 1], { maxParallel: 2 }));
	expect(output).toHaveLength(4);
	const { charges } = scene.simulator.ledger;
	const firstEndMs = Math.min(...[...scene.simulator.tasks.values()].map(({ finishedAt = 0 }) => finishedAt));
	expect(charges.filter(({ at }) => at < firstEndMs)).toHaveLength(2);
}, 30_000);
