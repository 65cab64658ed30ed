import type { IWebhookFunctions } from 'n8n-workflow';

import { Runway } from '../../../nodes/Runway/Runway.node.ts';
import { runWorkflow } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';
import { posts, useSimulator } from '../../support/engine/scene.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

const scene = useSimulator();

async function call(prompt: string, more = {}, as: { type?: string; isAgentTool?: boolean } = { type: 'runwayTool' }) {
	const parameters = { ...parametersOf('proVideo.generate', { prompt }), ...more };
	const { isAgentTool, ...settings } = as;
	return await runWorkflow({ parameters, credentials: scene.credentials, settings, isAgentTool });
}

describe('as a tool of an AI agent', () => {
	it('gives links and no files', async () => {
		const { output } = await call('A cat');
		expect(output[0]?.binary).toBeUndefined();
		expect(output[0]?.json).toMatchObject({ status: 'succeeded', url: expect.stringMatching(/^http/) });
	});

	it.each([
		['a task that failed', 'sim(fail=1)', { taskId: expect.any(String), status: 'failed' }],
		['a submission of unknown outcome', 'sim(submit=resetAfter)', { status: 'unknown' }],
	])('does not throw after %s, so that a retrying agent does not buy again', async (_, prompt, json) => {
		const { output, error } = await call(prompt);
		expect(error).toBeUndefined();
		expect(output[0]?.json).toMatchObject({ ...json, message: expect.stringMatching(/\w/) });
	});

	it.each([
		['a wrong key', 'sim(submit=401)', {}, 'CometAPI does not accept the API key. Nothing was charged'],
		['a bad value', 'x', { prompt: '={{ "" }}' }, 'Prompt is required, it is empty. Nothing was sent for item 0'],
		['a bad option', 'x', { options: { pollIntervalSeconds: 1 } }, 'Poll Interval (Seconds) must be a number from 5 to 3600, it is 1'],
		['an operation that is none', 'x', { operation: 'dance' }, 'There is no operation “dance” for the resource “proVideo”'],
	])('tells the model the sentence where nothing was paid: %s', async (_, prompt, more, message) => {
		for (const settings of [{ type: 'runwayTool' }, { isAgentTool: true }]) {
			const { output, error, run } = await call(prompt, more, settings);
			expect(error).toBeUndefined();
			const told = 'isAgentTool' in settings ? JSON.stringify(run.data.resultData.runData.Agent) : JSON.stringify(output);
			expect(told).toContain(message);
			expect(told).toMatch(/status\W+failed/);
		}
		expect(scene.simulator.ledger.charges).toHaveLength(0);
	});

	it('waits where the workflow says to suspend', async () => {
		const { output } = await call('A cat', { completion: 'suspend' });
		expect(output[0]?.json.status).toBe('succeeded');
		expect(posts(scene.simulator)).toHaveLength(1);
	});
});

describe('the lists of the editor', () => {
	const search = async (field: 'model' | 'ratio', resource: string, operation: string, filter?: string) => {
		const context = { getCurrentNodeParameter: (name: string) => ({ resource, operation })[name] } as unknown as IWebhookFunctions;
		const { results } = await new Runway().methods.listSearch[field]!.call(context as never, filter);
		return results.map(({ value }) => value);
	};

	it.each([
		['model', 'video', 'imageToVideo', 'veo', ['veo3', 'veo3.1', 'veo3.1_fast']],
		['model', 'video', 'imageToVideo', 'nothing like it', []],
		['ratio', 'video', 'imageToVideo', '1280:7', ['1280:720', '1280:768']],
		['model', 'task', 'get', undefined, []],
	] as const)('of %s for %s %s with “%s” offers %j', async (field, resource, operation, filter, expected) => {
		expect((await search(field, resource, operation, filter)).sort()).toEqual([...expected].sort());
	});
});
