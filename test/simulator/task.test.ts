import type { Scenario } from '../../playground/simulator/index.ts';
import { comet, type Family, paths, resultUrl, simulatorClient, wishes } from '../support/simulatorClient.ts';

let client: Awaited<ReturnType<typeof simulatorClient>>;

beforeAll(async () => {
	client = await simulatorClient();
});
beforeEach(() => client.reset());
afterAll(() => client.simulator.close());

describe('a task', () => {
	it.each<[string, Family, Partial<Scenario>, unknown, unknown, unknown]>([
		['official, bare', 'official', {}, { status: 'PENDING' }, { status: 'RUNNING', progress: 0.5 }, { status: 'SUCCEEDED', output: [resultUrl], failureCode: null, progress: 1 }],
		[
			'official, wrapped',
			'official',
			{ officialRead: 'wrapped' },
			{ code: 'success', data: { status: 'QUEUED', progress: '0%', start_time: 0, data: { status: 'PENDING' } } },
			{ data: { status: 'IN_PROGRESS', progress: '50%', finish_time: 0 } },
			{ data: { status: 'SUCCESS', progress: '100%', fail_reason: '', data: { output: [resultUrl] } } },
		],
		['official, URL in fail_reason', 'official', { officialRead: 'wrapped', wrappedResult: 'fail_reason' }, {}, {}, { data: { status: 'SUCCESS', fail_reason: resultUrl } }],
		['pro, numeric', 'pro', {}, { code: 200, data: { status: '0', video_url: '' } }, { data: { status: '1' } }, { data: { status: '3', video_url: resultUrl, refund: '0' } }],
		['pro, wrapped', 'pro', { proRead: 'wrapped' }, { code: 'success', data: { status: 'QUEUED' } }, { data: { status: 'IN_PROGRESS' } }, { data: { data: { video_url: resultUrl } } }],
		['pro, flat', 'pro', { proRead: 'flat', wrappedResult: 'result_url' }, { status: 'QUEUED' }, { status: 'IN_PROGRESS' }, { status: 'SUCCESS', result_url: resultUrl }],
		['AI Video', 'aiVideo', {}, { status: 'in queue' }, { status: 'submitted', progress: 0.5 }, { status: 'success', url: resultUrl }],
		['AI Video, percent', 'aiVideo', { aiVideoProgress: 'percent' }, {}, { progress: 50 }, {}],
	])('goes from the queue to its result: %s', async (_, family, scenario, queued, running, finished) => {
		client.simulator.setScenario({ ...scenario, seconds: 10 });
		const id = await client.started(family);
		const startMs = client.clock.nowMs;
		for (const [second, expected] of [[1, queued], [5, running], [10, finished]] as const) {
			client.clock.nowMs = startMs + second * 1000;
			expect(await client.read(family, id)).toMatchObject({ status: 200, body: expected });
		}
	});

	it.each<[string, Family, Partial<Scenario>, unknown]>([
		['official', 'official', {}, { status: 'FAILED', failureCode: 'SAFETY.INPUT.TEXT', failure: expect.stringContaining('moderation') }],
		['wrapped', 'official', { officialRead: 'wrapped' }, { data: { status: 'FAILURE', data: { failureCode: 'SAFETY.INPUT.TEXT' } } }],
		['pro', 'pro', {}, { data: { status: '2', msg: expect.stringContaining('moderation'), refund: '1', video_url: '' } }],
		['AI Video', 'aiVideo', {}, { status: 'failed', error_code: 'SAFETY.INPUT.TEXT' }],
		['AI Video, other word', 'aiVideo', { aiVideoFailed: 'error' }, { status: 'error' }],
	])('fails as documented: %s', async (_, family, scenario, expected) => {
		client.simulator.setScenario(scenario);
		const id = await client.started(family, 'sim(seconds=0,missing=0,fail=SAFETY.INPUT.TEXT)');
		expect((await client.read(family, id)).body).toMatchObject(expected as object);
	});

	it.each<[string, Partial<Scenario>, number, unknown]>([
		['task error', {}, 400, { code: 'task_not_exist', message: 'task_not_exist', data: null }],
		['nested', { officialErrors: 'nested' }, 400, { error: { code: 'task_not_exist' } }],
		['inside a 200', { officialErrors: 'business' }, 200, { code: 400, msg: 'task_not_exist' }],
	])('does not exist at first, unknown, or under another key: %s', async (_, scenario, status, expected) => {
		client.simulator.setScenario(scenario);
		const id = await client.started('official');
		expect(await client.read('official', id)).toMatchObject({ status, body: expected });
		client.clock.nowMs += 100;
		expect(await client.read('official', id)).toMatchObject({ status: 200, body: { id } });
		expect(await client.read('official', id, { authorization: 'Bearer stranger' })).toMatchObject({ status, body: expected });
		expect(await client.read('official', 'unknown')).toMatchObject({ status, body: expected });
	});

	it.each<[string, number, unknown]>([
		['sim(seconds=100,forgetAt=30,forgetFor=10)', 35, { code: 'task_not_exist' }],
		['sim(seconds=100,forgetAt=30,forgetFor=10)', 41, { status: 'RUNNING' }],
		['sim(seconds=100,progressBack=1)', 50, { progress: 0.1 }],
		['sim(seconds=1,status=DREAMING)', 9999, { status: 'DREAMING' }],
		['sim(seconds=1,nourl=1)', 2, { status: 'SUCCEEDED', output: [] }],
		['sim(seconds=1,url=file:///etc/passwd)', 2, { output: ['file:///etc/passwd'] }],
		['sim(seconds=1,outputs=3)', 2, { output: { length: 3 } }],
		['sim(seconds=1,kind=image)', 2, { output: [expect.stringContaining('output-0.png')] }],
		['sim(seconds=3600)', 3599, { status: 'RUNNING' }],
	])('follows %s after %d s', async (directive, second, expected) => {
		const id = await client.started('official', directive);
		client.clock.nowMs += second * 1000;
		expect((await client.read('official', id)).body).toMatchObject(expected as object);
	});

	it('takes its directive from an encoded URL too', async () => {
		await client.ask(paths.official, comet, { ...wishes.official('a'), promptImage: 'https://media.example/a.png?sim%28seconds%3D7%29' });
		expect([...client.simulator.tasks.values()]).toMatchObject([{ steering: { seconds: 7 }, finishedAt: client.clock.nowMs + 7000 }]);
	});
});
