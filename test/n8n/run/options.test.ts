import { runWorkflow } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { posts, useSimulator } from '../../support/engine/scene.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

const scene = useSimulator();

type Row = Record<string, unknown>;

const VALUES: Record<string, Row> = {
	'proVideo.generate': { prompt: 'sim(seconds=0.4,callbacks=off)' },
	'video.imageToVideo': { promptImage: 'https://example.com/a.jpg', promptText: 'sim(seconds=0.1)' },
	'task.wait': { taskId: 'd0658ae1' },
};

async function run(key: string, rows: Row[], options: Row = {}, more: Row = {}, settings = {}) {
	return await runWorkflow({
		parameters: { ...parametersOf(key, VALUES[key] ?? {}, options), ...more },
		settings,
		credentials: scene.credentials,
		items: rows.map((row) => ({ json: row as never })),
	});
}

describe('an option whose expression gives nothing', () => {
	it.each([['timeoutMinutes'], ['pollIntervalSeconds']])('waits as if it were not set: %s', async (name) => {
		const { output, error } = await run('proVideo.generate', [{}], { [name]: '={{ $json.missing }}' });
		expect(error).toBeUndefined();
		expect(output).toMatchObject([{ json: { status: 'succeeded' }, binary: { data: {} } }]);
		// The task takes 16 of the fast clock's seconds, that is three or four reads.
		expect(output[0]?.json.polls).toBeLessThanOrEqual(5);
	});

	it('has nothing to say about all options either', async () => {
		const { output, error } = await run('proVideo.generate', [{}], {}, { options: '={{ $json.missing }}' });
		expect(error).toBeUndefined();
		expect(output).toMatchObject([{ json: { status: 'succeeded' } }]);
	});

	it('reads a task in the first format of its list', async () => {
		const { error } = await run('task.get', [{}], {}, { taskId: 'd0658ae1', format: '={{ $json.missing }}' });
		expect(error?.message).toContain('CometAPI does not know');
	});
});

describe('a parameter that an expression gets wrong', () => {
	it.each([
		['video.imageToVideo', { completion: 'sleep' }, 'When Submitted must be one of wait, suspend, none, it is “sleep”'],
		['task.wait', { completion: '={{ "none" }}' }, 'How to Wait must be one of wait, suspend, it is “none”'],
		['proVideo.generate', { completion: '={{ "sleep" }}' }, 'When Submitted must be one of wait, suspend, none, it is “sleep”'],
		['proVideo.generate', { download: '={{ "perhaps" }}' }, 'Download Output must be true or false, it is “perhaps”'],
	])('is refused before anything is sent: %s %j', async (key, more, message) => {
		const { error } = await run(key, [{}], {}, more);
		expect(error?.message).toBe(message);
		expect(scene.simulator.requests).toEqual([]);
	});
});

describe('an item with a bad option', () => {
	it.each([0, 1, 2])('costs the others nothing: item %i of three', async (bad) => {
		const rows = [0, 1, 2].map((item) => ({ timeout: item === bad ? 'soon' : 10 }));
		const { output } = await run('video.imageToVideo', rows, { timeoutMinutes: '={{ $json.timeout }}' }, {}, { onError: 'continueRegularOutput' });
		expect(output.map(({ json }) => (json.error ? 'failed' : json.status))).toEqual([0, 1, 2].map((item) => (item === bad ? 'failed' : 'succeeded')));
		expect(output[bad]).toMatchObject({ json: { error: { message: 'Timeout (Minutes) must be a number from 0.01 to 10080, it is “soon”' } }, pairedItem: { item: bad } });
		expect(posts(scene.simulator)).toHaveLength(2);
	});

	it('does not count among the paid tasks of the run', async () => {
		const rows = [{ timeout: 'soon' }, { timeout: 10 }, { timeout: 10 }];
		const { output } = await run('video.imageToVideo', rows, { timeoutMinutes: '={{ $json.timeout }}', maxTasks: 2 }, {}, { onError: 'continueRegularOutput' });
		expect(output.filter(({ json }) => json.status === 'succeeded')).toHaveLength(2);
	});

	it('ends the run before anything is sent, unless it may go on', async () => {
		const { error } = await run('video.imageToVideo', [{ timeout: 10 }, { timeout: 'soon' }], { timeoutMinutes: '={{ $json.timeout }}' });
		expect(error).toMatchObject({ message: 'Timeout (Minutes) must be a number from 0.01 to 10080, it is “soon”', description: 'Nothing was sent for item 1, so nothing was charged.' });
		expect(scene.simulator.requests).toEqual([]);
	});
});

describe('a limit of the whole run that an expression gives per item', () => {
	it('is the smallest of them for the paid tasks', async () => {
		const { error } = await run('video.imageToVideo', [{ limit: 0 }, { limit: 5 }, { limit: 2 }], { maxTasks: '={{ $json.limit }}' });
		expect(error?.message).toBe('3 items would start 3 paid tasks, the limit is 2');
		expect(scene.simulator.requests).toEqual([]);
	});

	it('is the smallest of them for the tasks at once', async () => {
		await run('proVideo.generate', [{ limit: 0 }, { limit: 1 }, { limit: 3 }], { maxParallel: '={{ $json.limit }}' });
		const tasks = [...scene.simulator.tasks.values()];
		const startedMs = scene.simulator.ledger.charges.map(({ at }) => at);
		const firstEndMs = Math.min(...tasks.map(({ finishedAt = 0 }) => finishedAt));
		expect(startedMs.filter((at) => at < firstEndMs)).toHaveLength(1);
	});
});
