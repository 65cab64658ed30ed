import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Execution, itemsOf } from '../../playground/lab/client.ts';
import { PROJECT_FOLDER } from '../../playground/lab/lines.ts';
import { code, manualTrigger, runway, workflow } from '../../playground/lab/workflow.ts';
import { operations } from '../../nodes/Runway/operations/index.ts';
import { startsTask } from '../../nodes/Runway/operations/operation.ts';
import { required } from '../fixtures/requests.ts';
import { parametersOf } from '../support/engine/parameters.ts';
import { openStage, type Stage } from './stage.ts';
import { lines } from './support.ts';

const starts = operations.filter(startsTask).map(({ resource, option }) => `${resource}.${option.value}`);
const png = readFileSync(join(PROJECT_FOLDER, 'playground/simulator/assets/result.png')).toString('base64');

/** One item with an image in the field `photo`. */
const photo = code('Photo', `return [{ json: {}, binary: { photo: { data: '${png}', mimeType: 'image/png', fileName: 'photo.png' } } }];`);
const fromBinary = { promptImageSource: 'binary', promptImageBinary: 'photo' };

const stores = lines.flatMap((line) =>
	(line === '2.x' ? ['filesystem', 'default', 'database'] : ['filesystem', 'default']).map((mode) => ({ line, mode })),
);

describe.each(stores)('every operation on n8n $line with files in mode $mode', ({ line, mode }) => {
	let stage: Stage;
	const executions = new Map<string, Execution>();

	// All are started together, since each takes a poll interval and costs n8n nothing meanwhile.
	beforeAll(async () => {
		stage = await openStage(line, { N8N_DEFAULT_BINARY_DATA_MODE: mode, N8N_AVAILABLE_BINARY_DATA_MODES: 'filesystem' });
		stage.simulator.setScenario({ seconds: 1, callbacks: 'off' });
		const { client } = stage.lab;
		const ids = new Map<string, string>();
		for (const key of [...starts, 'binary']) {
			const parameters = key === 'binary' ? { ...parametersOf('video.imageToVideo', {}), ...fromBinary } : parametersOf(key, required[key] ?? {});
			const nodes = [manualTrigger(), photo, runway('Runway', parameters, { credentials: stage.credentials })];
			ids.set(key, String(await client.runWorkflow(await client.createWorkflow(workflow(key, nodes)))));
		}
		for (const [key, id] of ids) executions.set(key, await client.waitForExecution(id));
	});
	afterAll(async () => await stage.close());

	it.each([...starts, 'binary'])('%s delivers the bytes of its result', async (key) => {
		const execution = executions.get(key);
		if (!execution) throw new Error(`${key} was not run`);
		expect(execution.status).toBe('success');
		const [item] = itemsOf(execution, 'Runway');
		expect(item?.json).toMatchObject({ status: 'succeeded', taskId: expect.any(String) });
		const file = item?.binary?.['data'];
		if (!file) throw new Error(`${key} delivered no file`);
		const bytes = await stage.lab.client.fileBytes(file);
		expect(bytes.equals(stage.simulator.fileFor(String(item.json['taskId'])))).toBe(true);
	});

	it('each task was charged once', () => {
		expect(stage.simulator.ledger.charges).toHaveLength(starts.length + 1);
	});

	it('the image in a binary field went out as it was', () => {
		const sent = stage.simulator.requests.map(({ body }) => JSON.stringify(body ?? ''));
		expect(sent.some((body) => body.includes(`data:image/png;base64,${png}`))).toBe(true);
	});
});
