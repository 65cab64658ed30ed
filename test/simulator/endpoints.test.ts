import { endpoints } from '../../playground/simulator/endpoints.ts';
import { allFields } from '../fixtures/requests.ts';
import { starts } from '../support/operations.ts';
import { headersOf, simulatorClient } from '../support/simulatorClient.ts';

let client: Awaited<ReturnType<typeof simulatorClient>>;

beforeAll(async () => {
	client = await simulatorClient();
});
afterAll(() => client.simulator.close());

describe("the simulator's table of what the vendors take", () => {
	it('has an entry for every endpoint of the node', () => {
		const sent = starts.map(({ toRequest }) => toRequest({}).path);
		const known = endpoints.map(({ path }) => path);
		const missing = [...sent, ...allFields.map(({ path }) => path)].filter((path) => !known.includes(path));
		expect([...new Set(missing)].map((path) => `playground/simulator/endpoints.ts has no entry for POST ${path}`)).toEqual([]);
	});

	it.each(allFields)('takes every field that $key can set', async ({ path, body }) => {
		const family = endpoints.find((endpoint) => endpoint.path === path)?.family ?? 'official';
		const callback = family === 'pro' ? { callback_url: 'https://example.com/webhook' } : {};
		const answer = await client.ask(path, headersOf(family), { ...body, ...callback });
		expect(answer).toMatchObject({ status: 200 });
	});
});
