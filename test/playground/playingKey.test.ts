import { PLAYING_KEY } from '../../playground/content.ts';
import { type Family, paths, simulatorClient } from '../support/simulatorClient.ts';

let client: Awaited<ReturnType<typeof simulatorClient>>;

beforeAll(async () => {
	client = await simulatorClient();
});
afterAll(() => client.simulator.close());

/** An account with the key of `npm start`. */
const account = (family: Family): Record<string, string> =>
	family === 'aiVideo' ? { authorization: PLAYING_KEY } : { authorization: `Bearer ${PLAYING_KEY}`, 'x-runway-version': '2024-11-06' };

describe.each(['demo', 'variant', 'wrapped'])('in the scenario %s', (scenario) => {
	it.each(Object.keys(paths) as Family[])('no answer of the %s format holds the key, so the node masks nothing in a result', async (family) => {
		client.reset();
		client.simulator.setScenario(scenario);
		const submitted = await client.submit(family, 'sim(seconds=0,missing=0)', account(family));
		const read = await client.read(family, client.lastTaskId(), account(family));
		const answers = JSON.stringify([submitted.body, read.body]);
		expect(answers).toMatch(/\/results\/.+\/output-0\.mp4\?/);
		expect(answers).not.toContain(PLAYING_KEY);
	});
});
