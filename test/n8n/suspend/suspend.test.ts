import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { nodeProperties } from '../../../nodes/Runway/description/properties.ts';
import { callbackUrlFor } from '../../../nodes/Runway/n8n/callback/address.ts';
import { theWatch, type WatchOrder } from '../../../nodes/Runway/n8n/callback/watch.ts';
import { readHandle } from '../../../nodes/Runway/n8n/suspend/handle.ts';
import { callbackOfSleeper, checkOwnAddress } from '../../../nodes/Runway/n8n/suspend/ownAddress.ts';
import { completionOf, deliverOrSuspend, type Submitted } from '../../../nodes/Runway/n8n/suspend/suspend.ts';
import { official } from '../../../nodes/Runway/protocols/official.ts';
import { pro } from '../../../nodes/Runway/protocols/pro.ts';
import { fakeClock } from '../../support/fakeTime.ts';

const SETTINGS = { download: false, binaryPropertyName: 'data', maxDownloadMegabytes: 9, includeRaw: true, onTimeout: 'fail', timeoutMs: 600_000, apiVersion: '2024-11-06' } as const;
const SIGNED = 'https://n8n.example.com/webhook-waiting/7?signature=abc';

interface Setting {
	resumeUrl?: string;
	baseUrl?: string;
	mode?: string;
	/** What n8n, or something else, answers at its own address. */
	ownAnswer?: () => Promise<object>;
}

function fakeContext({ resumeUrl = SIGNED, baseUrl = 'https://api.cometapi.com', mode = 'manual', ownAnswer = async () => ({ statusCode: 409 }) }: Setting = {}) {
	const waits: Date[] = [];
	const asked: string[] = [];
	const executeData = { data: { main: [[{ json: { prompt: 'A cat' } }]] } };
	const context = {
		getMode: () => mode,
		getNode: () => ({ name: 'Runway', type: 'runway' }),
		getExecutionId: () => '7',
		evaluateExpression: () => resumeUrl,
		getCredentials: async () => ({ baseUrl }),
		getExecuteData: () => executeData,
		putExecutionToWait: async (till: Date) => void waits.push(till),
		helpers: {
			async httpRequest({ url }: IHttpRequestOptions) {
				asked.push(url);
				return await ownAnswer();
			},
		},
	};
	return { context: context as unknown as IExecuteFunctions, waits, asked, input: () => executeData.data.main[0] as unknown[] };
}

const clock = fakeClock();
const watched: WatchOrder[] = [];

beforeEach(() => {
	watched.length = 0;
	jest.spyOn(theWatch, 'start').mockImplementation((order) => void watched.push(order));
});

function pending(taskId: string, itemIndex: number, more: Partial<Record<keyof typeof SETTINGS, unknown>> = {}, how = {}): Submitted {
	const settings = { ...SETTINGS, ...more };
	const delivery = { protocol: pro, operation: 'generate', itemIndex, settings, isReport: false, downloading: async (work: () => unknown) => await work() };
	const ports = { clock, http: async () => await Promise.reject(new Error('Nobody reads while falling asleep')) };
	return { pending: { taskId, delivery, ports, intervalMs: 6_000, isAdopted: false, callsBack: false, ...how } } as unknown as Submitted;
}

describe('the choice of Suspend Until Finished', () => {
	const UNSIGNED = 'https://n8n.example.com/webhook-waiting/7';

	it.each([
		['a workflow suspends', {}, 'suspend'],
		['a workflow of n8n 1.x suspends', { resumeUrl: UNSIGNED }, 'suspend'],
		['a sub-workflow suspends', { mode: 'integrated' }, 'suspend'],
		['a sub-workflow of n8n 1.x waits', { mode: 'integrated', resumeUrl: UNSIGNED }, 'wait'],
		['a tool waits', { isTool: true }, 'wait'],
	])('%s', (_, { isTool = false, ...given }: Setting & { isTool?: boolean }, expected) => {
		expect(completionOf(fakeContext(given).context, isTool, 'suspend')).toBe(expected);
	});

	it('is explained to the user where it cannot fail', () => {
		const notices = nodeProperties().filter(({ type, displayOptions }) => type === 'notice' && displayOptions?.show?.completion?.includes('suspend'));
		expect(notices.length).toBeGreaterThan(0);
		expect(notices.every(({ displayName }) => displayName.includes('Continue (using error output)'))).toBe(true);
	});
});

describe('the address that wakes an execution', () => {
	const callbackFor = async (given: Setting, protocol = pro, callbackUrl?: string) => await callbackOfSleeper(fakeContext(given).context, protocol, { callbackUrl }, 0);
	const LOCAL = 'http://localhost:5678/webhook-waiting/7';

	it.each([
		['with a signature', {}, 'https://n8n.example.com/webhook-waiting/7/runway?signature=abc&callback='],
		['without one', { resumeUrl: 'https://n8n.example.com/webhook-waiting/7' }, 'https://n8n.example.com/webhook-waiting/7/runway?callback='],
		['on this machine, as the API is', { resumeUrl: LOCAL, baseUrl: 'http://127.0.0.1:4010' }, `${LOCAL}/runway?callback=`],
	])('has a path of its own and ends with a parameter of our own: %s', async (_, given, url) => {
		expect(await callbackFor(given)).toEqual({ url, wakes: true });
	});

	it.each([
		['an API on the internet, which gets the address that the format demands', { resumeUrl: LOCAL }, pro, 'https://example.com/webhook'],
		['an API that calls nobody back', {}, official, undefined],
	])('is known to nobody but the node itself with %s', async (_, given, protocol, url) => {
		expect(await callbackFor(given, protocol)).toEqual({ url, wakes: false });
	});

	it('is refused before anything is paid when only the node itself could call it, and cannot', async () => {
		const ownAnswer = async () => ({ statusCode: 403, body: '<html>' });
		await expect(callbackFor({ resumeUrl: 'http://192.168.1.9:5678/webhook-waiting/7', ownAnswer }, official)).rejects.toThrow('nobody could wake this execution');
		expect(await callbackFor({ resumeUrl: 'https://hidden.example.com/webhook-waiting/7', ownAnswer })).toMatchObject({ wakes: true });
	});

	it('cannot be combined with a callback URL of the user', async () => {
		await expect(callbackFor({}, pro, 'https://example.com/hook')).rejects.toThrow('Callback URL cannot be combined with Suspend Until Finished');
	});

	describe('is tried before anything is paid', () => {
		let hosts = 0;
		const newAddress = () => `https://n8n-${++hosts}.example.com/webhook-waiting/7?signature=abc`;
		const refusal = (details: object) => async () => await Promise.reject(Object.assign(new Error('It did not work'), details));

		it.each([
			['n8n says that the execution is running', { statusCode: 409 }],
			['n8n has saved nothing of the execution yet', { statusCode: 500, body: { code: 0, message: "Cannot read properties of undefined (reading 'resumeToken')" } }],
		])('%s', async (_, answer) => {
			const { context, asked } = fakeContext({ resumeUrl: newAddress(), ownAnswer: async () => answer });
			await checkOwnAddress(context, 0);
			await checkOwnAddress(context, 1);
			expect(asked).toEqual([expect.stringContaining('/webhook-waiting/7/runway?signature=abc')]);
		});

		it.each([
			['nothing listens there', refusal({ code: 'ECONNREFUSED' }), 'In the network’s words: “ECONNREFUSED”', 'WEBHOOK_URL'],
			['another n8n listens there', async () => ({ statusCode: 404, body: { message: 'The execution "7" does not exist.' } }), 'Something else answers there (HTTP 404)', 'WEBHOOK_URL'],
			['a proxy lets nothing through', async () => ({ statusCode: 403, body: '<html>' }), 'Something else answers there (HTTP 403)', 'Wait Until Finished'],
			['a page without words says that something broke', async () => ({ statusCode: 500, body: '<html>' }), 'Something else answers there (HTTP 500)', 'WEBHOOK_URL'],
			['n8n’s own guard blocks it', refusal({ name: 'SsrfBlockedIpError' }), 'Its SSRF protection blocks the address', 'N8N_SSRF_ALLOWED_HOSTNAMES'],
		])('and refused when %s', async (_, ownAnswer, reason, advice) => {
			const check = checkOwnAddress(fakeContext({ resumeUrl: newAddress(), ownAnswer }).context, 0);
			await expect(check).rejects.toMatchObject({ message: expect.stringContaining('so nobody could wake this execution') });
			await expect(check).rejects.toMatchObject({ description: expect.stringContaining(reason.replace('’', "'")) });
			await expect(check).rejects.toMatchObject({ description: expect.stringMatching(new RegExp(`^Nothing was sent.*${advice}`)) });
		});

		it.each([
			['http://n8n:5678', 'Allow n8n in N8N_SSRF_ALLOWED_HOSTNAMES'],
			['http://192.168.1.9:5678', 'Allow 192.168.1.9/32 in N8N_SSRF_ALLOWED_IP_RANGES'],
			['http://[fd00::9]:5678', 'Allow fd00::9/128 in N8N_SSRF_ALLOWED_IP_RANGES'],
		])('and names the list of the guard that takes such an address: %s', async (origin, advice) => {
			const ownAnswer = refusal({ name: 'SsrfBlockedIpError' });
			const check = checkOwnAddress(fakeContext({ resumeUrl: `${origin}/webhook-waiting/7`, ownAnswer }).context, 0);
			await expect(check).rejects.toMatchObject({ description: expect.stringContaining(advice) });
		});
	});
});

describe('the callback address that a user gives', () => {
	const urlFor = async (given: Setting, callbackUrl: string, protocol = pro) => await callbackUrlFor(fakeContext(given).context, protocol, callbackUrl, 0);

	it.each(['http://localhost:5678/webhook/x', 'https://192.168.1.7/x', 'https://n8n.internal/x'])('is refused before anything is paid when the API cannot reach it: %s', async (url) => {
		await expect(urlFor({}, url)).rejects.toThrow('Callback URL must be an address that CometAPI can reach from the internet, not a local or private one');
	});

	it.each([
		['a public one', 'https://hooks.example.com/x', 'https://api.cometapi.com'],
		['a private one of a private API', 'http://localhost:5678/webhook/x', 'http://127.0.0.1:8080'],
	])('is sent as it is: %s', async (_, url, baseUrl) => {
		expect(await urlFor({ baseUrl }, url)).toBe(url);
	});

	it.each(['http://localhost:5678/webhook/x', 'https://hooks.example.com/x'])('is not sent where n8n itself makes the call, and may then be a private one: %s', async (url) => {
		expect(await urlFor({}, url, official)).toBeUndefined();
	});
});

describe('a run that suspends', () => {
	it('does not look at the clock when nothing is to be waited for', async () => {
		clock.sleeps.length = 0;
		const item = { json: { taskId: 'a' } };
		expect(await deliverOrSuspend(fakeContext().context, [{ item }])).toEqual([{ item }]);
		expect(clock.sleeps).toEqual([]);
	});

	it('goes to sleep as soon as its tasks are accepted, until a minute after the longest deadline', async () => {
		const { context, waits } = fakeContext();
		await deliverOrSuspend(context, [pending('a', 0), pending('b', 1, { timeoutMs: 900_000 })]);
		expect(waits).toHaveLength(1);
		expect(Math.abs(Number(waits[0]) - Date.now() - 960_000)).toBeLessThan(30_000);
	});

	it('has its tasks watched and itself called under a key that never leaves n8n', async () => {
		const { context, input } = fakeContext();
		await deliverOrSuspend(context, [pending('a', 0), pending('b', 1, { timeoutMs: 900_000 }, { isAdopted: true })]);
		expect(watched).toMatchObject([
			{
				key: '7:a',
				patienceMs: 60_000,
				tasks: [
					{ taskId: 'a', protocol: pro, options: { intervalMs: 6_000, timeoutMs: 600_000, readAtOnce: false } },
					{ taskId: 'b', protocol: pro, options: { intervalMs: 6_000, timeoutMs: 900_000, readAtOnce: true } },
				],
			},
		]);
		expect(watched[0]?.call(['b'])).toEqual({
			method: 'POST',
			url: 'https://n8n.example.com/webhook-waiting/7/runway?signature=abc',
			body: { task_id: 'a', watch_key: readHandle(input()[0])?.watchKey, unseen: ['b'] },
		});
		expect(readHandle(input()[0])?.watchKey).toMatch(/^[\w-]{36}$/);
	});

	it('has them read more rarely where the API calls back', async () => {
		await deliverOrSuspend(fakeContext().context, [pending('a', 0, {}, { callsBack: true })]);
		expect(watched[0]?.tasks[0]?.options.intervalMs).toBe(30_000);
	});

	it('has a task that was there before read at its own pace, since its callback may go to another execution', async () => {
		await deliverOrSuspend(fakeContext().context, [pending('a', 0, {}, { callsBack: true, isAdopted: true })]);
		expect(watched[0]?.tasks[0]?.options).toMatchObject({ intervalMs: 6_000, readAtOnce: true });
	});

	it.each([
		['fail', { error: { message: 'The task was not seen to finish within 10 minutes', taskId: 'a', format: 'pro', operation: 'generate', status: 'timedOut' } }],
		['return', { taskId: 'a', format: 'pro', operation: 'generate', status: 'timedOut' }],
	])('leaves with n8n what it hands on when nobody has woken it: %s', async (onTimeout, expected) => {
		const { context, input } = fakeContext();
		await deliverOrSuspend(context, [pending('a', 0, { onTimeout })]);
		expect(input()).toMatchObject([{ json: expected, pairedItem: { item: 0 } }]);
		expect('error' in (input()[0] as { json: object }).json).toBe(onTimeout === 'fail');
	});

	it('leaves with n8n every setting that waking needs', async () => {
		const { context, input } = fakeContext();
		await deliverOrSuspend(context, [pending('a', 3)]);
		const sleep = { endsAtMs: expect.any(Number), watchKey: expect.any(String) };
		expect(readHandle(input()[0])).toEqual({ taskId: 'a', format: 'pro', operation: 'generate', itemIndex: 3, ...sleep, ...SETTINGS });
	});

	it('keeps an item that was delivered already, with its file', async () => {
		const { context, input } = fakeContext();
		const item = { json: { taskId: 'done' }, binary: { data: { data: '', mimeType: 'video/mp4', id: 'filesystem:1' } } };
		await deliverOrSuspend(context, [{ item }, pending('a', 1)]);
		expect(input()[0]).toEqual(item);
	});

	it('keeps an item that was refused, but shows no error meanwhile, or Retry On Fail would run the node again', async () => {
		const { context, input } = fakeContext();
		const failure = { message: 'Refused', description: '', retryable: false };
		const shown = await deliverOrSuspend(context, [{ failure }, pending('a', 1)]);
		expect(input()[0]).toMatchObject({ json: { error: { message: 'Refused' } }, pairedItem: { item: 0 } });
		expect(shown).toMatchObject([{ item: { json: { failure: 'Refused' } } }, { item: { json: { taskId: 'a', status: 'queued' } } }]);
		expect(JSON.stringify(shown)).not.toContain('"error"');
	});

	it('does not go to sleep once it was stopped', async () => {
		const { context, waits } = fakeContext();
		const stopped = fakeClock();
		stopped.stop();
		const result = pending('a', 0);
		if ('pending' in result) result.pending.ports.clock = stopped;
		expect(await deliverOrSuspend(context, [result])).toMatchObject([{ failure: { message: 'The execution was stopped', taskId: 'a' } }]);
		expect(waits).toEqual([]);
		expect(watched).toEqual([]);
	});
});
