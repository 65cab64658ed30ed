import { flood, openStage, play, readsOf, residentMegabytes, type Stage, tasksOf } from './stage.ts';
import { lines } from './support.ts';

const scene = { name: 'target', prompts: ['sim(seconds=3600,callbacks=off)'] };
const STRANGER = '0f0f0f0f-0000-4000-8000-000000000000';

describe.each(lines)('callbacks that a stranger sends to a suspended execution of n8n %s', (line) => {
	let stage: Stage;
	let id: string;
	let taskId = '';
	let url = '';

	beforeAll(async () => {
		// A small heap makes n8n collect its garbage, or every flood would look like a leak.
		stage = await openStage(line, { NODE_OPTIONS: '--max-old-space-size=400' });
		id = await play(stage, scene);
		await stage.lab.client.waitForExecution(id, ['waiting']);
		taskId = tasksOf(stage, scene)[0] ?? '';
		url = stage.simulator.tasks.get(taskId)?.callbackUrl ?? '';
	});
	afterAll(async () => await stage?.close());

	const send = async (method: 'GET' | 'POST', address: string, body?: unknown) =>
		(await stage.simulator.sendCallback(STRANGER, { method, url: address, body }))[0]?.status;

	it.each([
		['about a task nobody knows', 'POST', '', { task_id: STRANGER, status: '3' }, 200],
		['about a task nobody knows, by GET', 'GET', STRANGER, undefined, 200],
		['without a body', 'POST', '', undefined, 200],
		['with a list', 'POST', '', [{ task_id: STRANGER }], 200],
		['with an id of many lines', 'POST', '', { task_id: 'a\nb' }, 200],
		['with broken JSON', 'POST', '', '{"task_id":', 422],
	] as const)('do nothing: %s', async (_, method, appended, body, expected) => {
		const reads = readsOf(stage, taskId);
		expect(await send(method, `${url}${appended}`, body)).toBe(expected);
		expect(readsOf(stage, taskId)).toBe(reads);
		expect((await stage.lab.client.getExecution(id)).status).toBe('waiting');
	});

	it.each([
		['an unfinished task is finished', () => ({ status: '3', video_url: 'https://example.com/forged.mp4' })],
		['it was waited for long enough', () => ({ watch_key: STRANGER, unseen: [taskId] })],
	])('change nothing when they claim that %s', async (_, claim) => {
		const reads = readsOf(stage, taskId);
		expect(await send('POST', url, { task_id: taskId, ...claim() })).toBe(202);
		expect(readsOf(stage, taskId)).toBeGreaterThan(reads);
		expect((await stage.lab.client.getExecution(id)).status).toBe('waiting');
	});

	it('find nobody at the address without the path of the node', async () => {
		expect(await send('POST', url.replace('/runway', ''), { task_id: taskId })).toBe(404);
	});

	it('are refused by n8n 2.x without the signature of the execution', async () => {
		const { origin, pathname } = new URL(url);
		expect(await send('POST', `${origin}${pathname}?callback=`, { task_id: taskId })).toBe(line === '2.x' ? 401 : 202);
	});

	it('cost no memory, hundreds of them', async () => {
		// The task of the execution itself may still be looked at after the claim above.
		const aboutOthers = () => stage.simulator.requests.filter(({ body }) => !JSON.stringify(body ?? '').includes(taskId));
		const asked = aboutOthers().length;
		await flood(url, 100);
		const before = residentMegabytes(stage);
		expect(await flood(url, 200)).toEqual(new Set([200]));
		expect(residentMegabytes(stage) - before).toBeLessThan(60);
		expect(aboutOthers()).toHaveLength(asked);
		expect((await stage.lab.client.getExecution(id)).status).toBe('waiting');
	});
});
