import { statSync } from 'node:fs';
import { join } from 'node:path';

import { itemsOf } from './lab/client.ts';
import { stepPrinter, timedStep } from './lab/steps.ts';
import { openWorkshop } from './workshop.ts';

const EXAMPLE = 'image-to-video-to-storage.json';
const TIMEOUT_MS = 20 * 60_000;

const onStep = stepPrinter();
const workshop = await openWorkshop(onStep);
const stop = () => void workshop.close().finally(() => process.exit(130));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

try {
	const { client, videoFolder, workflows, simulator } = workshop;
	console.log(simulator ? `The simulator at ${simulator.url} plays CometAPI; nothing costs money.` : 'This is the real API: the video costs money.');
	const saved = await client.getWorkflow(workflows[EXAMPLE] ?? '');
	const execution = await timedStep('Making a video from an image', onStep, async () => {
		const id = await client.runWorkflow(saved);
		if (id === undefined) throw new Error('n8n did not start the workflow');
		return await client.waitForExecution(id, undefined, TIMEOUT_MS);
	});
	const [item] = itemsOf(execution, 'Runway');
	if (execution.status !== 'success' || !item) throw new Error(`The workflow ended with “${execution.status}”`);
	const file = join(videoFolder, String(item.binary?.['data']?.fileName));
	console.log(JSON.stringify(item.json, null, 2));
	console.log(`${file} (${(statSync(file).size / 1024).toFixed(1)} KB)`);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
} finally {
	await workshop.close();
}
process.exit();
