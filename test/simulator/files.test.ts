import { simulatorClient } from '../support/simulatorClient.ts';

let client: Awaited<ReturnType<typeof simulatorClient>>;

beforeAll(async () => {
	client = await simulatorClient();
});
beforeEach(() => client.reset());
afterAll(() => client.simulator.close());

describe('a result file', () => {
	async function resultOf(directive: string): Promise<{ id: string; url: string }> {
		const id = await client.started('official', `sim(seconds=0,missing=0${directive})`);
		const { output } = (await client.read('official', id)).body as { output: [string] };
		return { id, url: output[0] };
	}

	it.each([
		['', 'video/mp4', 'ftyp'],
		[',kind=image', 'image/png', 'PNG'],
	])('comes from another origin and differs from task to task (%s)', async (directive, mimeType, magic) => {
		const [first, second] = [await resultOf(directive), await resultOf(directive)];
		const response = await fetch(first.url);
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(new URL(first.url).origin).toBe(client.simulator.filesUrl);
		expect(response.headers.get('content-type')).toBe(mimeType);
		expect(bytes.subarray(0, 12).toString('latin1')).toContain(magic);
		expect(bytes.equals(client.simulator.fileFor(first.id))).toBe(true);
		expect(bytes.equals(client.simulator.fileFor(second.id))).toBe(false);
	});

	it('records what the client sent there', async () => {
		const { url } = await resultOf('');
		await fetch(url, { headers: { authorization: 'leak' } });
		expect(client.simulator.requests.at(-1)).toMatchObject({ origin: 'files', method: 'GET', headers: { authorization: 'leak' } });
	});

	it('has exactly the size asked for', async () => {
		const { url } = await resultOf(',fileSize=5000000');
		expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(5_000_000);
	});

	it.each([
		['404', 404, 'text/html; charset=utf-8'],
		['wrongtype', 200, 'text/html; charset=utf-8'],
		['redirect', 302, 'text/html; charset=utf-8'],
		['huge', 200, 'video/mp4'],
		['empty', 200, 'video/mp4'],
		['204', 204, null],
		['part', 206, 'video/mp4'],
	])('can be faulty: %s', async (fault, status, mimeType) => {
		const { url } = await resultOf(`,file=${fault}`);
		const response = await fetch(url, { redirect: 'manual' });
		expect([response.status, response.headers.get('content-type')]).toEqual([status, mimeType]);
		await response.body?.cancel();
		if (fault === 'huge') expect(response.headers.get('content-length')).toBe(String(10 * 1024 ** 3));
	});

	it.each([['gzip', 'compressed'], ['bomb', '16 MB of nothing']])('can come compressed: %s (%s)', async (fault) => {
		const { id, url } = await resultOf(`,file=${fault}`);
		const response = await fetch(url);
		const unpacked = Buffer.from(await response.arrayBuffer());
		expect(response.headers.get('content-encoding')).toBe('gzip');
		expect(unpacked.equals(fault === 'gzip' ? client.simulator.fileFor(id) : Buffer.alloc(16 * 1024 ** 2))).toBe(true);
		if (fault === 'bomb') expect(Number(response.headers.get('content-length'))).toBeLessThan(100_000);
	});

	it.each(['cut', 'gzipcut'])('that is cut off ends in an error, once (%s)', async (fault) => {
		const { id, url } = await resultOf(`,file=${fault},fileTimes=1`);
		await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();
		expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(client.simulator.fileFor(id))).toBe(true);
	});
});
