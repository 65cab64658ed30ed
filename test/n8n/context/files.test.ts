import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';

import { n8nClock } from '../../../nodes/Runway/n8n/context/clock.ts';
import { type Delivery, deliverWaited } from '../../../nodes/Runway/n8n/context/deliver.ts';
import { official } from '../../../nodes/Runway/protocols/official.ts';
import { limiter } from '../../../nodes/Runway/task/limit.ts';
import { type BinaryMode, binaryModes, database, readBinary, runWorkflow, useBinaryStore } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { useSimulator } from '../../support/engine/scene.ts';
import { fakeWebhook } from '../../support/fakeWebhook.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

const scene = useSimulator();

async function run(key: string, promptField: string, directives: string, options = {}) {
	return await runWorkflow({
		parameters: parametersOf(key, { [promptField]: `sim(${directives})` }, options),
		settings: { onError: 'continueRegularOutput' },
		credentials: scene.credentials,
	});
}

/** The stored files, without those that n8n itself keeps beside them. */
const filesIn = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

describe.each<BinaryMode>([...binaryModes])('with n8n keeping files in mode %s, a file', (mode) => {
	let folder: string;
	beforeEach(async () => {
		folder = await useBinaryStore(mode);
		database.files.clear();
	});

	it.each([
		['is larger than allowed, which its host did not say', 'unbounded', /larger than the limit of 1 MB/, 1],
		['unpacks to more than is allowed', 'bomb', /larger than the limit of 1 MB/, 1],
		['ends early', 'cut', /the connection broke before the end of the file/, 3],
		['comes compressed and ends early', 'gzipcut', /the connection broke before the end of the file/, 3],
		['is empty', 'empty', /the host sent an empty file/, 3],
		['is not there yet', '204', /answered with HTTP 204/, 3],
		['is a part of one', 'part', /answered with HTTP 206/, 3],
	])('that %s is an error, and nothing of it is kept', async (_, file, reason, downloads) => {
		const { output } = await run('proVideo.generate', 'prompt', `file=${file}`, { maxDownloadMegabytes: 1 });
		expect(output).toMatchObject([{ json: { error: { status: 'succeeded', description: expect.stringMatching(reason) } } }]);
		expect(output[0]?.binary).toBeUndefined();
		expect([filesIn(folder), database.files.size]).toEqual([[], 0]);
		expect(scene.simulator.requests.filter(({ origin }) => origin === 'files')).toHaveLength(downloads);
	}, 20_000);

	it.each(['redirect', 'gzip', 'slow,slowSeconds=1'])('is whole although it comes with “%s”', async (file) => {
		const { output, error } = await run('proVideo.generate', 'prompt', `file=${file}`);
		expect(error).toBeUndefined();
		const stored = output[0]?.binary?.data && (await readBinary(output[0].binary.data));
		expect(stored?.equals(scene.simulator.fileFor(String(output[0]?.json.taskId)))).toBe(true);
	});
});

describe('the GIF that AI Video API makes beside a video', () => {
	it.each([
		['comes with it', '', ['data', 'data_1'], undefined],
		['does not come', ',gif=404', ['data'], 'The preview beside the result could not be downloaded. Reason: the file\'s host answered with HTTP 404.'],
	])('%s, and the video is delivered', async (_, directives, files, previewProblem) => {
		const { output } = await run('aiVideo.textToVideo', 'text_prompt', `seconds=0${directives}`);
		expect(output).toMatchObject([{ json: { status: 'succeeded', urls: [expect.stringMatching(/mp4/), expect.stringMatching(/gif/)] } }]);
		expect(Object.keys(output[0]?.binary ?? {})).toEqual(files);
		expect(output[0]?.json.previewProblem).toBe(previewProblem);
	});

	it('is the result where there is no video, and its loss an error', async () => {
		const { output } = await run('aiVideo.textToVideo', 'text_prompt', 'gif=404,url=data:none');
		expect(output).toMatchObject([{ json: { error: { description: expect.stringContaining('HTTP 404') } } }]);
	});
});

it('one of several results that does not come is an error, since each is paid', async () => {
	const download = async (url: string) => ({ statusCode: url.endsWith('1.png') ? 200 : 403, headers: { 'content-type': 'image/png' }, body: Readable.from(['image']) });
	const context = fakeWebhook({ download }).contextFor({});
	const settings = { download: true, binaryPropertyName: 'data', maxDownloadMegabytes: 1, includeRaw: false, onTimeout: 'fail', timeoutMs: 1_000, apiVersion: '2024-11-06' } as const;
	const delivery: Delivery = { context, protocol: official, operation: 'textToImage', itemIndex: 0, settings, isReport: false, downloading: limiter(1) };
	const urls: [string, string] = ['https://files.example.com/1.png', 'https://files.example.com/2.png'];
	const delivered = await deliverWaited(delivery, { clock: n8nClock() }, 'a', { outcome: 'finished', task: { state: 'succeeded', status: 'succeeded', urls, facts: {} }, polls: 1 });
	expect(delivered).toMatchObject({ failure: { status: 'succeeded', urls, description: expect.stringContaining('HTTP 403') } });
});

it('a file that is too large for the store is fetched once, and the item says what helps', async () => {
	await useBinaryStore('database');
	database.maxMegabytes = 0.001;
	const { output } = await run('proVideo.generate', 'prompt', '');
	database.maxMegabytes = 512;
	const [item] = output;
	expect(item?.json.error).toMatchObject({ description: expect.stringMatching(/too large for the place where this n8n keeps files; N8N_DEFAULT_BINARY_DATA_MODE=filesystem .*N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE/) });
	expect(scene.simulator.requests.filter(({ origin }) => origin === 'files')).toHaveLength(1);
});

it('a file is asked for uncompressed', async () => {
	await run('proVideo.generate', 'prompt', '');
	expect(scene.simulator.requests.find(({ origin }) => origin === 'files')?.headers).toMatchObject({ 'accept-encoding': 'identity' });
});
