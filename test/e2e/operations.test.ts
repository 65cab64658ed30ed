import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Execution, itemsOf } from '../../playground/lab/client.ts';
import { PROJECT_FOLDER } from '../../playground/lab/lines.ts';
import { code, manualTrigger, runway, workflow } from '../../playground/lab/workflow.ts';
import { required } from '../fixtures/requests.ts';
import { parametersOf } from '../support/engine/parameters.ts';
import { keyOf, starts } from '../support/operations.ts';
import { openStage, run, type Stage } from './stage.ts';
import { lines } from './support.ts';

const startKeys = starts.map(keyOf);
const png = readFileSync(join(PROJECT_FOLDER, 'playground/simulator/assets/result.png')).toString('base64');

/** One item with an image in the field `photo`. */
const photo = code('Photo', `return [{ json: {}, binary: { photo: { data: '${png}', mimeType: 'image/png', fileName: 'photo.png' } } }];`);
const fromBinary = { promptImageSource: 'binary', promptImageBinary: 'photo' };

/** What reads a task that is there already, in each format that can be read. */
const reads = [
	{ key: 'task.get', format: 'official', startedBy: 'video.imageToVideo' },
	{ key: 'task.get', format: 'pro', startedBy: 'proVideo.generate' },
	{ key: 'task.wait', format: 'official', startedBy: 'image.textToImage' },
	{ key: 'task.wait', format: 'pro', startedBy: 'proVideo.actOne' },
	{ key: 'aiVideo.get', format: 'aiVideo', startedBy: 'aiVideo.textToVideo' },
	{ key: 'aiVideo.wait', format: 'aiVideo', startedBy: 'aiVideo.extend' },
].map((read) => ({ ...read, name: `${read.key} (${read.format})` }));

/** How n8n writes down where a file lies; in memory it has no address. */
const addresses: Record<string, string> = { filesystem: '^filesystem', database: '^database', default: '^$' };

const stores = lines.flatMap((line) =>
	(line === '2.x' ? ['filesystem', 'default', 'database'] : ['filesystem', 'default']).map((mode) => ({ line, mode })),
);

describe.each(stores)('every operation on n8n $line with files in mode $mode', ({ line, mode }) => {
	let stage: Stage;
	const executions = new Map<string, Execution>();

	beforeAll(async () => {
		stage = await openStage(line, { N8N_DEFAULT_BINARY_DATA_MODE: mode, N8N_AVAILABLE_BINARY_DATA_MODES: 'filesystem' });
		stage.simulator.setScenario({ seconds: 1, callbacks: 'off' });
		await executeAll([
			...startKeys.map((key) => ({ name: key, parameters: parametersOf(key, required[key] ?? {}) })),
			{ name: 'binary', parameters: { ...parametersOf('video.imageToVideo', {}), ...fromBinary } },
		]);
		await executeAll(
			reads.map(({ name, key, format, startedBy }) => {
				const taskId = itemsOf(executed(startedBy), 'Runway')[0]?.json['taskId'];
				return { name, parameters: { ...parametersOf(key, { taskId }), format } };
			}),
		);
	});
	afterAll(async () => await stage.close());

	/** All at the same time, since each takes a poll interval and costs n8n nothing meanwhile. */
	async function executeAll(scenes: Array<{ name: string; parameters: Record<string, unknown> }>): Promise<void> {
		const ids = new Map<string, string>();
		for (const { name, parameters } of scenes) {
			const nodes = [manualTrigger(), photo, runway('Runway', parameters, { credentials: stage.credentials })];
			ids.set(name, await run(stage, workflow(name, nodes)));
		}
		for (const [name, id] of ids) executions.set(name, await stage.lab.client.waitForExecution(id));
	}
	function executed(name: string): Execution {
		const execution = executions.get(name);
		if (!execution) throw new Error(`${name} was not run`);
		return execution;
	}

	it.each([...startKeys, 'binary', ...reads.map(({ name }) => name)])('%s delivers the bytes of its result', async (name) => {
		const execution = executed(name);
		expect(execution.status).toBe('success');
		const [item] = itemsOf(execution, 'Runway');
		expect(item?.json).toMatchObject({ status: 'succeeded', taskId: expect.any(String) });
		const file = item?.binary?.['data'];
		if (!file) throw new Error(`${name} delivered no file`);
		expect(file.id ?? '').toMatch(new RegExp(String(addresses[mode])));
		const bytes = await stage.lab.client.fileBytes(file);
		expect(bytes.equals(stage.simulator.fileFor(String(item.json['taskId'])))).toBe(true);
	});

	it('each task was charged once, and reading it costs nothing', () => {
		expect(stage.simulator.ledger.charges).toHaveLength(startKeys.length + 1);
	});

	it('the image in a binary field went out as it was', () => {
		const sent = stage.simulator.requests.map(({ body }) => JSON.stringify(body ?? ''));
		expect(sent.some((body) => body.includes(`data:image/png;base64,${png}`))).toBe(true);
	});
});
