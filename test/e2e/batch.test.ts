import { setTimeout as delay } from 'node:timers/promises';
import { itemsOf } from '../../playground/lab/client.ts';
import { until } from '../../playground/lab/until.ts';
import { items, manualTrigger, noOp, runway, workflow, type NodeSettings } from '../../playground/lab/workflow.ts';
import { openStage, run, type Stage } from './stage.ts';
import { lines } from './support.ts';

const BATCH = 20;
const BAD = 7;
const prompts = (name: string, bad = `sim(fail=SAFETY.INPUT.TEXT)`) =>
	Array.from({ length: BATCH }, (_, index) => ({ prompt: `${name} ${index} ${index === BAD ? bad : 'sim(seconds=2)'}` }));

const IMAGE = { resource: 'video', operation: 'imageToVideo', promptImage: 'https://example.com/a.jpg', promptText: '={{ $json.prompt }}' };

describe.each(lines)('a batch of twenty on n8n %s', (line) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage(line);
	});
	afterAll(async () => await stage.close());

	async function start(name: string, settings: NodeSettings, list = prompts(name), parameters: Record<string, unknown> = IMAGE): Promise<string> {
		const nodes = [manualTrigger(), items('Prompts', list), runway('Runway', parameters, { credentials: stage.credentials, ...settings }), noOp('Good'), noOp('Bad')];
		return await run(stage, workflow(name, nodes, [
			{ from: 'Start', to: 'Prompts' },
			{ from: 'Prompts', to: 'Runway' },
			{ from: 'Runway', to: 'Good' },
			...(settings['onError'] === 'continueErrorOutput' ? [{ from: 'Runway', to: 'Bad', output: 1 }] : []),
		]));
	}
	const chargesOf = (name: string) => stage.simulator.ledger.charges.filter(({ body }) => JSON.stringify(body).includes(`"${name} `));

	it('fails with the task of the bad item in its error when the workflow stops on errors', async () => {
		const execution = await stage.lab.client.waitForExecution(await start('stopping', {}));
		expect(execution.status).toBe('error');
		const bad = chargesOf('stopping').find(({ body }) => JSON.stringify(body).includes('SAFETY'));
		expect(execution.nodes['Runway']?.[0]?.error?.description).toContain(bad?.taskId);
	});

	it('keeps the bad item in its place with Continue', async () => {
		const execution = await stage.lab.client.waitForExecution(await start('going', { onError: 'continueRegularOutput' }));
		expect(execution.status).toBe('success');
		const output = itemsOf(execution, 'Good');
		expect(output).toHaveLength(BATCH);
		expect(output[BAD]?.json['error']).toMatchObject({ taskId: expect.any(String), failureCode: 'SAFETY.INPUT.TEXT' });
		expect(chargesOf('going')).toHaveLength(BATCH);
	});

	it('sends the bad item down the error branch with its task', async () => {
		const execution = await stage.lab.client.waitForExecution(await start('branching', { onError: 'continueErrorOutput' }));
		expect(itemsOf(execution, 'Good')).toHaveLength(BATCH - 1);
		const [bad] = itemsOf(execution, 'Bad');
		expect(bad?.json['error']).toMatchObject({ taskId: expect.any(String), failureCode: 'SAFETY.INPUT.TEXT' });
	});

	it.each([
		// The second row tells that n8n really tries again: only what is worth a second purchase gets one, per try.
		{ onError: 'stopWorkflow', code: 'SAFETY.INPUT.TEXT', status: 'error', charges: BATCH },
		{ onError: 'stopWorkflow', code: 'THIRD_PARTY.UNAVAILABLE', status: 'error', charges: BATCH + 1 },
		{ onError: 'continueRegularOutput', code: 'SAFETY.INPUT.TEXT', status: 'success', charges: BATCH },
		{ onError: 'continueErrorOutput', code: 'SAFETY.INPUT.TEXT', status: 'success', charges: BATCH },
	])('is charged once under Retry On Fail with $onError, and $code', async ({ onError, code, status, charges }) => {
		const name = `retried ${onError} ${code}`;
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 200, onError };
		// n8n looks at the first item only to decide whether a run that continues on errors has failed.
		const list = prompts(name, 'sim(seconds=2)').map((item, index) => (index === 0 ? { prompt: `${name} 0 sim(fail=${code})` } : item));
		const execution = await stage.lab.client.waitForExecution(await start(name, settings, list));
		expect(execution.status).toBe(status);
		expect(chargesOf(name)).toHaveLength(charges);
	});

	it('ends at Stop, ten minutes before its tasks would, and nothing is asked any more', async () => {
		const { client } = stage.lab;
		const id = await start('stopped', {}, Array.from({ length: 3 }, (_, index) => ({ prompt: `stopped ${index} sim(seconds=600)` })));
		await until('three charges', () => chargesOf('stopped').length === 3, 15_000);
		const startedAt = Date.now();
		await client.stopExecution(id);
		expect((await client.waitForExecution(id)).status).toBe('canceled');
		expect(Date.now() - startedAt).toBeLessThan(30_000);
		await delay(1_000);
		const asked = stage.simulator.requests.length;
		await delay(8_000);
		expect(stage.simulator.requests).toHaveLength(asked);
		for (const { taskId } of chargesOf('stopped')) expect(stage.lab.server.logs()).toContain(taskId);
	});
});
