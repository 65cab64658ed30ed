import { runWorkflow } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { KEY, useSimulator } from '../../support/engine/scene.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

const scene = useSimulator();

async function run(prompts: string[], settings = {}, options = {}, more = {}) {
	const parameters = parametersOf('video.imageToVideo', { promptImage: 'https://example.com/a.jpg', promptText: '={{ $json.prompt }}' }, options);
	return await runWorkflow({
		parameters: { ...parameters, ...more },
		settings,
		credentials: scene.credentials,
		items: prompts.map((prompt) => ({ json: { prompt } })),
	});
}

describe('a failed item', () => {
	it.each([
		['SAFETY.INPUT.TEXT', /content check|refused/i, /not given back/],
		['INTERNAL.BAD_OUTPUT.CODE01', /./, /./],
		['ASSET.INVALID', /./, /./],
	])('with code %s says what happened and what to do', async (code, message, description) => {
		const { error } = await run([`sim(fail=${code})`]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(description);
		expect(error?.description).toContain(String(scene.simulator.ledger.charges[0]?.taskId));
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)('with On Error %s keeps its place and carries its task', async (onError) => {
		const { output, errorOutput, error } = await run(['one', 'sim(fail=SAFETY.INPUT.TEXT)', 'three'], { onError });
		expect(error).toBeUndefined();
		const failed = onError === 'continueErrorOutput' ? errorOutput[0] : output[1];
		expect(failed?.json.error).toMatchObject({
			taskId: expect.any(String),
			format: 'official',
			operation: 'imageToVideo',
			status: 'failed',
			failureCode: 'SAFETY.INPUT.TEXT',
			retryable: false,
		});
		expect(failed?.pairedItem).toEqual({ item: 1 });
		const good = output.filter(({ json }) => json.status === 'succeeded');
		expect(good.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	});

	it.each([
		['404', /HTTP 404/],
		['cut', /./],
		['wrongtype', /text instead of a video/],
		['huge', /larger than the limit of 512 MB/],
		['unbounded', /larger than the limit of 1 MB/],
	])('whose file is lost to “%s” keeps its task and its links', async (file, reason) => {
		const options = file === 'unbounded' ? { maxDownloadMegabytes: 1 } : {};
		const { output } = await run([`sim(file=${file})`], { onError: 'continueRegularOutput' }, options);
		expect(output[0]?.json.error).toMatchObject({
			message: 'The result is finished, but its file could not be downloaded',
			description: expect.stringMatching(reason),
			status: 'succeeded',
			urls: [expect.stringMatching(/^http/)],
			taskId: expect.any(String),
		});
	}, 20_000);

	it('whose file fails at first is delivered in the end', async () => {
		const { output } = await run(['sim(file=404,fileTimes=2)']);
		expect(output[0]?.binary?.data).toBeDefined();
	});

	it('that was not finished in time can be returned instead', async () => {
		const { output, error } = await run(['sim(seconds=60)'], {}, { timeoutMinutes: 0.2, onTimeout: 'return' });
		expect(error).toBeUndefined();
		expect(output[0]?.json).toMatchObject({ status: 'timedOut', taskId: expect.any(String) });
	});
});

describe('the way to a task that is paid for', () => {
	it.each([
		['video.imageToVideo', { promptImage: 'https://example.com/a.jpg', promptText: 'sim(seconds=60)' }, 'Task > Wait for Completion'],
		['proVideo.generate', { prompt: 'sim(seconds=60)' }, 'Task > Wait for Completion'],
		['aiVideo.textToVideo', { text_prompt: 'sim(seconds=60)' }, 'AI Video > Wait for Task'],
	])('is shown for %s', async (key, values, place) => {
		const { error } = await runWorkflow({ parameters: parametersOf(key, values, { timeoutMinutes: 0.2 }), credentials: scene.credentials });
		expect(error?.description).toContain(`use ${place} with its ID`);
	});
});

describe('a problem beside the items', () => {
	it.each([
		['an expression of the first item', 'continueRegularOutput', '={{ $json.prompt === "bad" ? $("Nowhere").first() : $json.prompt }}'],
		['an expression of the first item', 'continueErrorOutput', '={{ $json.prompt === "bad" ? $("Nowhere").first() : $json.prompt }}'],
	] as const)('in %s costs no other item its result, with On Error %s', async (_, onError, promptText) => {
		const { output, errorOutput, error } = await run(['bad', 'good'], { onError }, {}, { promptText });
		expect(error).toBeUndefined();
		expect([...output, ...errorOutput].filter(({ json }) => json.error)).toHaveLength(1);
		expect(output.filter(({ json }) => json.status === 'succeeded')).toMatchObject([{ pairedItem: { item: 1 }, binary: { data: {} } }]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)('fails every item and passes none on as a result, with On Error %s', async (onError) => {
		const { output, errorOutput } = await run(['a', 'b', 'c'], { onError }, { maxTasks: 2 });
		const failed = onError === 'continueErrorOutput' ? errorOutput : output;
		expect(failed).toMatchObject([0, 1, 2].map((item) => ({ json: { error: { message: '3 items would start 3 paid tasks, the limit is 2' } }, pairedItem: { item } })));
		expect([...output, ...errorOutput]).toHaveLength(3);
		expect(scene.simulator.requests).toEqual([]);
	});

	it('in one item names the task of the other one', async () => {
		const { error } = await run(['sim(seconds=30)', 'sim(submit=403)']);
		expect(error?.description).toContain('Nothing was charged for this item.');
		expect(error?.description).toContain(`item 0: ${scene.simulator.ledger.charges[0]?.taskId}`);
	});

	it('in a single item names no others', async () => {
		const { error } = await run(['sim(fail=SAFETY.INPUT.TEXT)']);
		expect(error?.description).not.toContain('Tasks of this run');
	});
});

describe('an answer that is not the documented one', () => {
	it.each([
		['html', 'It is unknown whether CometAPI took the request'],
		['empty', 'It is unknown whether CometAPI took the request'],
		['cut', 'It is unknown whether CometAPI took the request'],
		['noid', 'It is unknown whether CometAPI took the request'],
		['500', 'It is unknown whether CometAPI took the request'],
		['redirect', 'CometAPI was not found at this address'],
		['401', 'CometAPI does not accept the API key'],
	])('to a submission (%s) ends in a sentence', async (submit, message) => {
		const { error } = await run([`sim(submit=${submit})`]);
		expect(error?.message).toBe(message);
		expect(error?.description).not.toMatch(/<|undefined|\{|\[object/);
	});

	it('is not quoted as the vendor’s when it is the network’s', async () => {
		const { error } = await run(['sim(submit=reset)']);
		expect(error?.description).toContain("In the network's words: “");
		expect(error?.description).not.toContain('says');
	});

	it('to several submissions is told for each of them', async () => {
		const { error } = await run(['sim(submit=cut)', 'sim(submit=noid)', 'sim(submit=resetAfter)']);
		expect(error?.description?.match(/item \d: unknown, perhaps paid/g)).toHaveLength(3);
	});

	it.each([['html'], ['reset'], ['500'], ['cut'], ['empty'], ['429']])('to a read (%s) is ridden out', async (read) => {
		const { output, error } = await run([`sim(read=${read},readTimes=2)`]);
		expect(error).toBeUndefined();
		expect(output[0]?.json.status).toBe('succeeded');
	}, 20_000);

	it('of a wrong key names the key and never shows it', async () => {
		scene.credentials = { ...scene.credentials, cometApiRunwayApi: { apiKey: 'wrong-secret-key', baseUrl: scene.simulator.url } };
		const { error, logs, run: execution } = await run(['x']);
		scene.credentials = { ...scene.credentials, cometApiRunwayApi: { apiKey: KEY, baseUrl: scene.simulator.url } };
		expect(error?.message).toBe('CometAPI does not accept the API key');
		expect(JSON.stringify([error, logs, execution])).not.toContain('wrong-secret-key');
	});
});

describe('bad input', () => {
	it.each([
		['a prompt that is too long', { promptText: 'x'.repeat(600) }, 'Prompt must have at most 512 characters, it has 600'],
		['an image that is no address', { promptImage: 'cat.jpg' }, 'Image must be a web address that starts with https:// or http://, it is “cat.jpg”'],
		['no image', { promptImage: '={{ $json.nothing }}' }, 'Image is required, it is empty'],
		['a seed out of range', { additionalFields: { seed: -1 } }, 'Seed must be a whole number from 0 to 999999999, it is -1'],
		['a poll interval that is too short', { options: { pollIntervalSeconds: 1 } }, 'Poll Interval (Seconds) must be a number from 5 to 3600, it is 1'],
	])('%s is named, and nothing is sent', async (_, more, message) => {
		const { error } = await run(['x'], {}, {}, more);
		expect(error?.message).toBe(message);
		expect(error?.description).toContain('nothing was charged');
		expect(scene.simulator.requests).toHaveLength(0);
	});
});

describe('what leaves the node', () => {
	it('never carries the key to the hosts of results', async () => {
		await run(['one', 'sim(file=redirect)', 'sim(fail=INTERNAL)'], { onError: 'continueRegularOutput' });
		const toFiles = scene.simulator.requests.filter(({ origin, path }) => origin === 'files' || path.includes('results'));
		expect(toFiles.length).toBeGreaterThanOrEqual(2);
		expect(JSON.stringify(toFiles)).not.toContain(KEY);
	});

	it('never holds the key in the saved execution or the log', async () => {
		const { run: execution, logs } = await run(['one', 'sim(fail=INTERNAL)']);
		expect(JSON.stringify([execution, logs])).not.toContain(KEY);
	});
});
