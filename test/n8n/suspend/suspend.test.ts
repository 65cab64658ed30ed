import { setImmediate as settled } from 'node:timers/promises';

import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { nodeProperties } from '../../../nodes/Runway/description/properties.ts';
import { callbackUrlFor } from '../../../nodes/Runway/n8n/callback/address.ts';
import type { JobResult } from '../../../nodes/Runway/n8n/context/deliver.ts';
import { readHandle } from '../../../nodes/Runway/n8n/suspend/handle.ts';
import type { Run } from '../../../nodes/Runway/n8n/run/run.ts';
import { completionOf, deliverOrSuspend, suspensionUrl } from '../../../nodes/Runway/n8n/suspend/suspend.ts';
import { pro } from '../../../nodes/Runway/protocols/pro.ts';
import type { HttpOutcome } from '../../../nodes/Runway/task/request.ts';
import { fakeClock } from '../../support/fakeTime.ts';
import { failed, running, succeeded } from '../../support/fakeWebhook.ts';
import { json, scriptedHttp } from '../../support/scriptedHttp.ts';

const SETTINGS = { download: false, binaryPropertyName: 'data', maxDownloadMegabytes: 9, includeRaw: true, onTimeout: 'fail', timeoutMs: 600_000, apiVersion: '2024-11-06' } as const;
const SIGNED = 'https://n8n.example.com/webhook-waiting/7?signature=abc';

interface Setting {
	resumeUrl?: string;
	baseUrl?: string;
	mode?: string;
	isTool?: boolean;
}

function fakeRun({ resumeUrl = SIGNED, baseUrl = 'https://api.cometapi.com', mode = 'manual', isTool = false }: Setting = {}) {
	const waits: Date[] = [];
	const called: unknown[] = [];
	const executeData = { data: { main: [[{ json: { prompt: 'A cat' } }]] } };
	const context = {
		getMode: () => mode,
		getNode: () => ({ name: 'Runway', type: 'runway' }),
		getWorkflowDataProxy: () => ({ $execution: { resumeUrl } }),
		getCredentials: async () => ({ baseUrl }),
		getExecuteData: () => executeData,
		putExecutionToWait: async (till: Date) => void waits.push(till),
		helpers: { httpRequest: async ({ body }: IHttpRequestOptions) => ({ statusCode: called.push(body) && 200 }) },
	};
	const run = { context: context as unknown as IExecuteFunctions, isTool } as Run;
	return { run, waits, called, input: () => executeData.data.main[0] as unknown[] };
}

const clock = fakeClock();

function pending(taskId: string, itemIndex: number, answers: [HttpOutcome, ...HttpOutcome[]], more: Partial<Record<keyof typeof SETTINGS, unknown>> = {}): JobResult {
	const settings = { ...SETTINGS, ...more };
	const delivery = { protocol: pro, operation: 'generate', itemIndex, settings, isReport: false, downloading: async (work: () => unknown) => await work() };
	const ports = { clock, http: scriptedHttp(...answers).http };
	return { pending: { taskId, delivery, ports } } as unknown as JobResult;
}

const ended = (taskId: string) => json(succeeded(taskId).body);
const unfinished = json(running.body);

describe('the choice of Suspend Until Callback', () => {
	const settings = { completion: 'suspend' } as Parameters<typeof completionOf>[1];
	const UNSIGNED = 'https://n8n.example.com/webhook-waiting/7';

	it.each([
		['a workflow suspends', {}, 'suspend'],
		['a workflow of n8n 1.x suspends', { resumeUrl: UNSIGNED }, 'suspend'],
		['a sub-workflow suspends', { mode: 'integrated' }, 'suspend'],
		['a sub-workflow of n8n 1.x waits', { mode: 'integrated', resumeUrl: UNSIGNED }, 'wait'],
		['a tool waits', { isTool: true }, 'wait'],
	])('%s', (_, given, expected) => {
		expect(completionOf(fakeRun(given).run, settings)).toBe(expected);
	});

	it('is explained to the user where it cannot fail', () => {
		const notices = nodeProperties().filter(({ type, displayOptions }) => type === 'notice' && displayOptions?.show?.completion?.includes('suspend'));
		expect(notices.length).toBeGreaterThan(0);
		expect(notices.every(({ displayName }) => displayName.includes('Continue (using error output)'))).toBe(true);
	});
});

describe('the address that wakes an execution', () => {
	const urlFor = async (given: Setting, callbackUrl?: string) =>
		await suspensionUrl(fakeRun(given).run, pro, { callbackUrl } as Parameters<typeof suspensionUrl>[2], 0);

	it.each([
		['with a signature', {}, `${SIGNED}&callback=`],
		['without one', { resumeUrl: 'https://n8n.example.com/webhook-waiting/7' }, 'https://n8n.example.com/webhook-waiting/7?callback='],
		['on this machine, as the API is', { resumeUrl: 'http://localhost:5678/webhook-waiting/7', baseUrl: 'http://127.0.0.1:4010' }, 'http://localhost:5678/webhook-waiting/7?callback='],
	])('ends with a parameter of our own: %s', async (_, given, expected) => {
		expect(await urlFor(given)).toBe(expected);
	});

	it('is refused when a public API cannot reach it', async () => {
		await expect(urlFor({ resumeUrl: 'http://localhost:5678/webhook-waiting/7' })).rejects.toMatchObject({
			message: 'CometAPI cannot call this n8n back',
			description: expect.stringContaining('WEBHOOK_URL'),
		});
	});

	it('cannot be combined with a callback URL of the user', async () => {
		await expect(urlFor({}, 'https://example.com/hook')).rejects.toThrow('Callback URL cannot be combined with Suspend Until Callback');
	});
});

describe('the callback address that a user gives', () => {
	const urlFor = async (given: Setting, callbackUrl: string) => await callbackUrlFor(fakeRun(given).run.context, pro, callbackUrl, 0);

	it.each(['http://localhost:5678/webhook/x', 'https://192.168.1.7/x', 'https://n8n.internal/x'])('is refused before anything is paid when the API cannot reach it: %s', async (url) => {
		await expect(urlFor({}, url)).rejects.toThrow('Callback URL must be an address that CometAPI can reach from the internet, not a local or private one');
	});

	it.each([
		['a public one', 'https://hooks.example.com/x', 'https://api.cometapi.com'],
		['a private one of a private API', 'http://localhost:5678/webhook/x', 'http://127.0.0.1:8080'],
	])('is sent as it is: %s', async (_, url, baseUrl) => {
		expect(await urlFor({ baseUrl }, url)).toBe(url);
	});
});

describe('a run that suspends', () => {
	it('looks at all tasks five seconds after the last submission, and delivers at once when all have ended', async () => {
		const { run, waits } = fakeRun();
		clock.sleeps.length = 0;
		const delivered = await deliverOrSuspend(run, [pending('a', 0, [ended('a')]), pending('b', 1, [json(failed.body)])]);
		expect(clock.sleeps).toEqual([5_000]);
		expect(waits).toEqual([]);
		expect(delivered).toMatchObject([{ item: { json: { taskId: 'a', status: 'succeeded' } } }, { failure: { taskId: 'b', status: 'failed' } }]);
	});

	it('does not look at the clock when nothing is to be waited for', async () => {
		clock.sleeps.length = 0;
		const item = { json: { taskId: 'a' } };
		expect(await deliverOrSuspend(fakeRun().run, [{ item }])).toEqual([{ item }]);
		expect(clock.sleeps).toEqual([]);
	});

	it('goes to sleep until the longest deadline when one task has not ended', async () => {
		const { run, waits } = fakeRun();
		await deliverOrSuspend(run, [pending('a', 0, [ended('a')]), pending('b', 1, [unfinished], { timeoutMs: 900_000 })]);
		expect(waits).toHaveLength(1);
		expect(Math.abs(Number(waits[0]) - Date.now() - 900_000)).toBeLessThan(5_000);
	});

	it('also when a task could not be read', async () => {
		const { run, waits } = fakeRun();
		await deliverOrSuspend(run, [pending('a', 0, [{ kind: 'lost', text: 'socket hang up' }])]);
		expect(waits).toHaveLength(1);
	});

	it.each([
		['fail', { error: { message: expect.stringContaining('did not call back within 10 minutes'), taskId: 'a', format: 'pro', operation: 'generate', status: 'timedOut' } }],
		['return', { taskId: 'a', format: 'pro', operation: 'generate', status: 'timedOut' }],
	])('leaves with n8n what it hands on at the deadline: %s', async (onTimeout, expected) => {
		const { run, input } = fakeRun();
		await deliverOrSuspend(run, [pending('a', 0, [unfinished], { onTimeout })]);
		expect(input()).toMatchObject([{ json: expected, pairedItem: { item: 0 } }]);
		expect('error' in (input()[0] as { json: object }).json).toBe(onTimeout === 'fail');
	});

	it.each<[string, HttpOutcome, object, object]>([
		['a file that is still to be fetched', ended('a'), { download: true }, { error: { message: expect.stringContaining('could not be downloaded'), status: 'succeeded', url: 'https://files.example.com/a.mp4' } }],
		['a link, which is all that is wanted', ended('a'), {}, { status: 'succeeded', url: 'https://files.example.com/a.mp4' }],
		['a link, where a time-out is not an error', ended('a'), { download: true, onTimeout: 'return' }, { status: 'succeeded', url: 'https://files.example.com/a.mp4' }],
		['its failure', json(failed.body), {}, { error: { status: 'failed', message: 'The task ended without a result' } }],
	])('leaves with n8n what is known of a task that ended while another one runs: %s', async (_, answer, settings, expected) => {
		const { run, input } = fakeRun();
		await deliverOrSuspend(run, [pending('a', 0, [answer], settings), pending('b', 1, [unfinished], settings)]);
		expect(input()[0]).toMatchObject({ json: expected });
		expect(readHandle(input()[0])?.taskId).toBe('a');
	});

	it('leaves with n8n every setting that waking needs', async () => {
		const { run, input } = fakeRun();
		await deliverOrSuspend(run, [pending('a', 3, [unfinished])]);
		expect(readHandle(input()[0])).toEqual({ taskId: 'a', format: 'pro', operation: 'generate', itemIndex: 3, deadlineMs: expect.any(Number), ...SETTINGS });
	});

	it('keeps an item that was refused, but shows no error meanwhile, or Retry On Fail would run the node again', async () => {
		const { run, input } = fakeRun();
		const failure = { message: 'Refused', description: '', retryable: false };
		const shown = await deliverOrSuspend(run, [{ failure }, pending('a', 1, [unfinished])]);
		expect(input()[0]).toMatchObject({ json: { error: { message: 'Refused' } }, pairedItem: { item: 0 } });
		expect(shown).toMatchObject([{ item: { json: { failure: 'Refused' } } }, { item: { json: { taskId: 'a', status: 'running' } } }]);
		expect(JSON.stringify(shown)).not.toContain('"error"');
	});

	it('looks once more at what had not ended, in case its callback came before n8n had saved the wait', async () => {
		const { run, waits, called } = fakeRun();
		await deliverOrSuspend(run, [pending('a', 0, [ended('a'), unfinished]), pending('b', 1, [unfinished, ended('b')])]);
		expect(waits).toHaveLength(1);
		await settled();
		expect(called).toEqual([{ task_id: 'b' }]);
	});

	it('does not go to sleep once it was stopped', async () => {
		const { run, waits } = fakeRun();
		const stopped = fakeClock();
		stopped.stop();
		const result = pending('a', 0, [unfinished]);
		if ('pending' in result) result.pending.ports.clock = stopped;
		expect(await deliverOrSuspend(run, [result])).toMatchObject([{ failure: { message: 'The execution was stopped', taskId: 'a' } }]);
		expect(waits).toEqual([]);
	});
});
