import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { main } from '../../contract/main.ts';
import { freeProbes } from '../../contract/probes.ts';
import { redact } from '../../contract/redact.ts';
import { keyOf, startOperations } from '../../contract/shipped.ts';
import { cheapestRequest } from '../../contract/values.ts';
import { judgeProbe, judgeStep } from '../../contract/verdict.ts';
import { protocols } from '../../nodes/Runway/protocols/index.ts';
import type { Format } from '../../nodes/Runway/task/protocol.ts';
import { until } from '../../playground/lab/until.ts';
import { startSimulator } from '../../playground/simulator/index.ts';
import { headersOf, simulatorClient } from '../support/simulatorClient.ts';

const KEY = 'sk-contract0123456789secret';

let out: string;
let printed: string[];

beforeEach(() => {
	out = mkdtempSync(join(tmpdir(), 'contract-'));
	printed = [];
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const check = (args: string[], env: Record<string, string> = {}) => main([`--out=${out}`, ...args], env, (line) => printed.push(line));
const text = () => printed.join('\n');
const rowsWith = (verdict: string) =>
	text().split('\n').filter((line) => line.endsWith(`| ${verdict}`)).map((line) => line.split(' | ')[0]?.trim());

function written(): string[] {
	const names = existsSync(out) ? readdirSync(out, { recursive: true, encoding: 'utf8' }) : [];
	return names.map((name) => join(out, name)).filter((path) => statSync(path).isFile());
}

describe('the contract check against the simulator', () => {
	it.each(['default', 'variant'])('understands every answer of the profile %s and starts nothing', async (profile) => {
		const simulator = await startSimulator({ scenario: profile });
		try {
			const env = { COMETAPI_KEY: KEY, AIVIDEOAPI_KEY: KEY, COMETAPI_BASE_URL: simulator.url, AIVIDEOAPI_BASE_URL: simulator.url };
			expect(await check([], env)).toBe(0);
			expect(simulator.ledger.charges).toEqual([]);
			expect(simulator.requests).toHaveLength(freeProbes().length);
		} finally {
			await simulator.close();
		}
		expect(text()).not.toContain('NOT UNDERSTOOD');
		// The two that both profiles answer alike.
		const documented = profile === 'variant' ? ['key and model list', 'version header missing'] : freeProbes().map(({ name }) => name);
		expect(rowsWith('as documented')).toEqual(documented);
		expect(rowsWith('accepted variant')).toHaveLength(freeProbes().length - documented.length);
		expect(printed.at(-1)).toBe(`${freeProbes().length} passed, 0 failed`);
	});

	it('checks both profiles by itself, which is what the build server runs', async () => {
		expect(await check(['--simulator'])).toBe(0);
		expect(text().match(/charged: 0/g)).toHaveLength(2);
	});

	it.each([
		['proVideo:generate', 'default'],
		['proVideo:generate', 'variant'],
		['video:imageToVideo', 'default'],
		['video:imageToVideo', 'variant'],
		['aiVideo:textToVideo', 'default'],
		['aiVideo:textToVideo', 'variant'],
	])('follows %s to its result in the profile %s when told to spend', async (key, profile) => {
		const simulator = await startSimulator({ scenario: profile });
		simulator.setScenario({ seconds: 0.3 });
		try {
			const env = { COMETAPI_KEY: KEY, AIVIDEOAPI_KEY: KEY, COMETAPI_BASE_URL: simulator.url, AIVIDEOAPI_BASE_URL: simulator.url };
			expect(await check([`--spend=${key}`, '--interval=0.05'], env)).toBe(0);
			expect(simulator.ledger.charges).toHaveLength(1);
		} finally {
			await simulator.close();
		}
		expect(text()).toContain('succeeded');
		expect(written().some((path) => path.includes('submission'))).toBe(true);
	});

	it.each([
		['a body', 'proVideo:generate', (id: string) => JSON.stringify({ task_id: id, status: '3', video_url: 'https://files.example.com/a.mp4' }), 0],
		['a body of another task', 'proVideo:generate', () => JSON.stringify({ task_id: 'another', status: '3' }), 1],
		['an address', 'aiVideo:textToVideo', (id: string) => `https://hooks.example.com/a?b=1&uuid=${id}`, 0],
		['an address without the task', 'aiVideo:textToVideo', (id: string) => `https://hooks.example.com/a?job=${id}`, 1],
	])('judges %s that arrived at the callback URL', async (_, key, pasted, exitCode) => {
		const simulator = await startSimulator({ scenario: { seconds: 0.2 } });
		const env = { COMETAPI_KEY: KEY, AIVIDEOAPI_KEY: KEY, COMETAPI_BASE_URL: simulator.url, AIVIDEOAPI_BASE_URL: simulator.url };
		const answer = async () => pasted(simulator.ledger.charges[0]?.taskId ?? '');
		const args = [`--out=${out}`, `--spend=${key}`, '--interval=0.05', '--callback-url=https://hooks.example.com/a'];
		expect(await main(args, env, (line) => printed.push(line), answer)).toBe(exitCode);
		expect(simulator.ledger.charges[0]?.body).toMatchObject({ callback_url: 'https://hooks.example.com/a' });
		await simulator.close();
	});

	it('does not take an undocumented status for an understood one', async () => {
		const simulator = await startSimulator({ scenario: { seconds: 0.2, status: 'REVIEWING' } });
		const env = { COMETAPI_KEY: KEY, COMETAPI_BASE_URL: simulator.url };
		const running = check(['--spend=video:imageToVideo', '--interval=0.01'], env);
		// A task that never ends would be followed for half an hour.
		const reads = () => simulator.requests.filter(({ method }) => method === 'GET').length;
		await until('a read that was answered', () => reads() > 1);
		simulator.setScenario({ read: '404' });
		expect(await running).toBe(1);
		await simulator.close();
		expect(text()).toMatch(/pending "REVIEWING".*NOT UNDERSTOOD/);
	});
});

describe('the contract check that spends', () => {
	let client: Awaited<ReturnType<typeof simulatorClient>>;
	beforeAll(async () => {
		client = await simulatorClient();
	});
	beforeEach(() => client.reset());
	afterAll(() => client.simulator.close());

	it.each(startOperations.map((operation) => ({ key: keyOf(operation), operation })))('starts $key with what the API takes', async ({ operation }) => {
		const { path, body } = cheapestRequest(operation, 'a-finished-task');
		const { format, placeholderCallbackUrl } = operation.protocol;
		const answer = await client.ask(path, headersOf(format), { ...body, callback_url: placeholderCallbackUrl });
		expect(answer).toMatchObject({ status: 200 });
		expect(client.chargeCount()).toBe(1);
	});
});

describe('the contract check against an API that changed', () => {
	let server: Server;
	let baseUrl: string;
	let reply: { status: number; body: unknown };

	beforeEach(async () => {
		server = createServer((request, response) => {
			const { status, body } = request.url === '/v1/models' ? { status: 200, body: { data: [] } } : reply;
			response.writeHead(status, { 'content-type': 'application/json', 'set-cookie': `session=${KEY}` });
			response.end(JSON.stringify(body));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterEach(() => {
		server.closeAllConnections();
		server.close();
	});

	it.each([
		['a shape nobody knows', { outcome: { kind: 'new', echo: `Bearer ${KEY}` }, account: { email: 'someone@example.com' } }],
		['a task although there was nothing to make', { id: 'd2e3d1f4-1b3c-4b5c-8d46-1c1d7ee86892', token: KEY }],
	])('reports %s and writes it down without the key', async (_, body) => {
		reply = { status: 200, body };
		expect(await check([], { COMETAPI_KEY: KEY, COMETAPI_BASE_URL: baseUrl })).toBe(1);
		expect(text()).toContain('NOT UNDERSTOOD');
		expect(text()).not.toContain(KEY);
		expect(written().length).toBeGreaterThan(10);
		for (const path of written()) {
			const content = readFileSync(path, 'utf8');
			expect(content).not.toContain(KEY);
			expect(content).not.toContain('someone@example.com');
			const { source, answer: given, expected } = JSON.parse(content);
			expect(source).toContain('contract check at 127.0.0.1');
			// As the tests of the protocols take a file in test/fixtures.
			const protocol = protocols[basename(dirname(path)) as Format];
			expect('state' in expected ? protocol.read(given) : protocol.submitted(given)).toEqual(expected);
		}
	});

	it('says that the key is not accepted and asks nothing more', async () => {
		reply = { status: 401, body: { detail: 'Invalid API key' } };
		expect(await check([], { AIVIDEOAPI_KEY: KEY, AIVIDEOAPI_BASE_URL: baseUrl })).toBe(2);
		expect(printed.at(-1)).toContain('AI Video API does not accept the key');
		expect(printed.filter((line) => line.startsWith('→'))).toHaveLength(1);
	});
});

describe('the verdict', () => {
	const fault = { error: 'x', issues: [], docUrl: '' };
	it.each([
		['an unknown task that reads as a refusal', 'unknown task, official', 400, { code: 'nope', message: 'nope', data: null }],
		['an unknown task that reads as a wrong address', 'unknown task, pro', 404, { message: 'nothing' }],
		['a documented path that is none', 'video:upscale without its input', 301, '<html></html>'],
		['a refusal that reads as trouble', 'video:upscale without its input', 500, { message: 'oops' }],
		['a task that was started', 'video:upscale without its input', 200, { id: 'a-1' }],
		['a key that the credential test refuses', 'key and model list', 404, { error: { message: 'Invalid URL' } }],
	])('does not call %s understood', (_, name, httpStatus, body) => {
		const probe = freeProbes().find((candidate) => candidate.name === name);
		expect(probe && judgeProbe(probe, { httpStatus, headers: {}, body }).verdict).toBe('NOT UNDERSTOOD');
	});

	it.each([
		['a result that is not where it is looked for', 'read', 200, { id: 'a', status: 'SUCCEEDED', result: { href: 'https://files.example.com/a.mp4' } }, 'NOT UNDERSTOOD'],
		['a refusal of what the documents allow', 'submitted', 400, fault, 'NOT UNDERSTOOD'],
		['an empty account', 'submitted', 402, { error: { message: 'insufficient balance' } }, 'accepted variant'],
		['a task with a name more', 'read', 200, { id: 'a', status: 'RUNNING', createdAt: '2026-05-04T10:00:00.000Z', lane: 7 }, 'accepted variant'],
		['a read that is too early', 'read', 400, { code: 'task_not_exist', message: 'task_not_exist', data: null }, 'as documented'],
	] as const)('on %s of a paid task is the right one', (_, reader, httpStatus, body, verdict) => {
		expect(judgeStep('a step', 'official', reader, { httpStatus, headers: {}, body }).verdict).toBe(verdict);
	});
});

describe('the contract check that loses its paid request', () => {
	it('says that a task may have been started all the same', async () => {
		const simulator = await startSimulator({ scenario: 'default' });
		simulator.setScenario({ submit: 'resetAfter' });
		try {
			expect(await check(['--spend=proVideo:generate'], { COMETAPI_KEY: KEY, COMETAPI_BASE_URL: simulator.url })).toBe(2);
			expect(simulator.ledger.charges).toHaveLength(1);
		} finally {
			await simulator.close();
		}
		expect(printed.at(-1)).toContain('A task may have been started and charged all the same');
	});
});

describe('the contract check that cannot run', () => {
	it.each([
		['without a key', [], {}, 'There is no key'],
		['with an address nobody listens at', [], { COMETAPI_KEY: KEY, COMETAPI_BASE_URL: 'http://127.0.0.1:9' }, 'could not be reached'],
		['with a base URL that is none', [], { COMETAPI_KEY: KEY, COMETAPI_BASE_URL: 'api' }, 'is not a web address'],
		['with an operation that does not exist', ['--spend=video:sing'], {}, '--spend takes one of'],
		['with an option that does not exist', ['--free'], {}, '--free'],
	])('%s says so and ends with 2', async (_, args, env: Record<string, string>, sentence) => {
		expect(await check(args, env)).toBe(2);
		expect(printed.at(-1)).toContain(sentence);
		expect(written()).toEqual([]);
	});
});

describe('what the contract check sends and keeps', () => {
	it('sends no creation with anything a task could be made from', () => {
		const inputs = freeProbes().filter(({ reader }) => reader === 'submitted').flatMap(({ request }) => Object.keys(request.body ?? {}));
		expect([...new Set(inputs)].sort()).toEqual(['callback_url', 'duration', 'model', 'ratio']);
	});

	it('keeps the shape of an answer and drops what is private', () => {
		const body = { url: 'https://files.example.com/a.mp4?sig=1', user_id: 7, data: [{ progress: 0.5, api_key: 'x', accountId: 'y' }], message: `bad ${KEY}` };
		expect(redact({ httpStatus: 200, headers: { 'x-account': 'me', 'retry-after': '3' }, body }, [KEY])).toEqual({
			httpStatus: 200,
			headers: { 'retry-after': '3' },
			body: { url: 'https://files.example.com/a.mp4?signature=removed', user_id: 0, data: [{ progress: 0.5, api_key: 'removed', accountId: 'removed' }], message: 'bad removed' },
		});
	});
});
