import { aiVideo, paths, wishes, simulatorClient } from '../support/simulatorClient.ts';

let client: Awaited<ReturnType<typeof simulatorClient>>;

beforeAll(async () => {
	client = await simulatorClient();
});
beforeEach(() => client.reset());
afterAll(() => client.simulator.close());

describe('a submission fault', () => {
	it.each<[string, number, unknown, number]>([
		['submit=429', 429, { error: { message: expect.stringContaining('saturated') } }, 0],
		['submit=500', 500, { error: { type: 'comet_api_error' } }, 0],
		['submit=503,submitCreated=1', 503, { error: {} }, 1],
		['submit=524', 524, expect.stringContaining('<html>'), 0],
		['submit=html', 200, expect.stringContaining('<html>'), 0],
		['submit=empty', 200, '', 0],
		['submit=noid', 200, {}, 1],
		['submit=redirect', 307, expect.anything(), 0],
	])('%s answers %d', async (directive, status, body, charges) => {
		expect(await client.submit('official', `sim(${directive})`)).toMatchObject({ status, body });
		expect(client.chargeCount()).toBe(charges);
	});

	it.each([
		['submit=resetBefore', 0],
		['submit=resetAfter', 1],
		['submit=cut', 1],
	])('%s breaks the connection and charges %d', async (directive, charges) => {
		await expect(client.submit('pro', `sim(${directive})`)).rejects.toThrow();
		expect(client.chargeCount()).toBe(charges);
	});

	it.each([
		['submit=timeout', 0],
		['submit=timeout,timeoutCreated=1', 1],
	])('%s never answers and charges %d', async (directive, charges) => {
		const body = JSON.stringify(wishes.aiVideo(`sim(${directive})`));
		const call = fetch(client.simulator.url + paths.aiVideo, { method: 'POST', headers: aiVideo, body, signal: AbortSignal.timeout(200) });
		await expect(call).rejects.toThrow('timeout');
		expect(client.chargeCount()).toBe(charges);
	});

	it('ends after submitTimes attempts of the same body', async () => {
		const statuses = [];
		for (let attempt = 0; attempt < 3; attempt++) statuses.push((await client.submit('official', 'sim(submit=429after,submitTimes=2)')).status);
		expect(statuses).toEqual([429, 429, 200]);
		expect((await client.submit('official', 'Another sim(submit=429after,retryAfter=7)')).headers.get('retry-after')).toBe('7');
	});

	it('of a scenario can come before the body was read', async () => {
		client.simulator.setScenario({ submit: 'resetBefore', submitTimes: 1 });
		await expect(client.submit('official')).rejects.toThrow();
		expect(client.simulator.requests).toMatchObject([{ path: paths.official, body: undefined }]);
		expect(await client.submit('official')).toMatchObject({ status: 200 });
	});

	it('can be that nobody listens', async () => {
		await client.simulator.goOffline();
		const failure: unknown = await client.submit('official').then(
			() => undefined,
			(error: unknown) => error,
		);
		await client.simulator.goOnline();
		expect(failure).toHaveProperty('cause.code', 'ECONNREFUSED');
		expect(await client.submit('official')).toMatchObject({ status: 200 });
	});
});

describe('a read fault', () => {
	it.each<[string, number]>([
		['429', 429],
		['500', 500],
		['html', 200],
		['empty', 200],
	])('%s passes after readTimes', async (fault, status) => {
		const id = await client.started('official', `sim(seconds=0,missing=0,read=${fault},readTimes=1)`);
		expect(await client.read('official', id)).toMatchObject({ status });
		expect((await client.read('official', id)).body).toMatchObject({ status: 'SUCCEEDED' });
	});

	it.each(['reset', 'cut'])('%s breaks the connection', async (fault) => {
		const id = await client.started('official', 'sim(missing=0)');
		client.simulator.setScenario({ read: fault });
		await expect(client.read('official', id)).rejects.toThrow();
	});
});
