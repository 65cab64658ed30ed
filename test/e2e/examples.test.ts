import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Execution, itemsOf, type N8nClient, reference } from '../../playground/lab/client.ts';
import { PROJECT_FOLDER } from '../../playground/lab/lines.ts';
import { until } from '../../playground/lab/until.ts';
import type { NodeSettings, WorkflowJson } from '../../playground/lab/workflow.ts';
import { startChatModel } from './chatModel.ts';
import { openS3 } from './s3.ts';
import { openSftp, sshdPath } from './sftp.ts';
import { openStage, submit, type Stage } from './stage.ts';
import { lines } from './support.ts';

const TODO = { image: 'https://example.com/a.jpg', state: 'todo', task: '', advice: '' };

/** The options of the node that is suspended, which are empty. */
const SUSPENDED_OPTIONS = /("completion": "suspend",[^}]*"options": ){}/;

const sshd = sshdPath();
if (!sshd) process.stderr.write('Skipped: storing on an SFTP server, because this machine has no OpenSSH server and it could not be installed\n');

describe.each(lines)('the example workflows on n8n %s', (line) => {
	let stage: Stage;
	let videoFolder: string;
	let scratch: string;

	// n8n runs in its user's home, as in its Docker image, and may write where it may by default.
	beforeAll(async () => {
		scratch = mkdtempSync(join(tmpdir(), 'runway-examples-'));
		stage = await openStage(line, (userFolder) => ({ HOME: userFolder }));
		videoFolder = join(stage.lab.server.userFolder, '.n8n-files');
		mkdirSync(videoFolder);
		stage.simulator.setScenario({ seconds: 1 });
	});
	afterAll(async () => {
		await stage?.close();
		rmSync(scratch, { recursive: true, force: true });
	});

	/** The example as it stands, with this n8n's credentials. */
	async function load(file: string, change: (text: string) => string = (text) => text) {
		let text = readFileSync(join(PROJECT_FOLDER, 'examples', file), 'utf8');
		const { credentials } = stage;
		for (const type of Object.keys(credentials)) text = text.replaceAll(`"id": "${type}"`, `"id": "${idOf(credentials, type)}"`);
		return await stage.lab.client.createWorkflow(JSON.parse(change(text)) as WorkflowJson);
	}
	async function run(file: string, startAt: string, change?: (text: string) => string): Promise<Execution> {
		const id = await stage.lab.client.runWorkflow(await load(file, change), { startAt });
		return await stage.lab.client.waitForExecution(String(id));
	}
	const errorsOf = ({ nodes }: Execution) => Object.entries(nodes).flatMap(([name, runs]) => runs.flatMap(({ error }) => (error ? [`${name}: ${error.message} ${String(error.description)}`] : [])));
	const videos = () => readdirSync(videoFolder);

	it('1: an image becomes a video file on this computer', async () => {
		const execution = await run('image-to-video-to-storage.json', 'Start');
		expect(errorsOf(execution)).toEqual([]);
		const taskId = String(itemsOf(execution, 'Runway')[0]?.json['taskId']);
		expect(readFileSync(join(videoFolder, `runway-${taskId}.mp4`)).equals(stage.simulator.fileFor(taskId))).toBe(true);
	});

	it('1: the video lies in a bucket of an S3-compatible server', async () => {
		const folder = join(scratch, 's3');
		mkdirSync(folder);
		const server = await openS3(folder, 'videos');
		try {
			const credential = await stage.lab.client.createCredential('s3', 'S3', server.credential);
			const execution = await run('image-to-video-to-storage.json', 'Start', (text) => withActivated(text, 'S3', reference(credential)));
			expect(errorsOf(execution)).toEqual([]);
			expect(itemsOf(execution, 'S3')).toHaveLength(1);
			const taskId = String(itemsOf(execution, 'Runway')[0]?.json['taskId']);
			expect(server.file(`runway-${taskId}.mp4`).equals(stage.simulator.fileFor(taskId))).toBe(true);
		} finally {
			await server.close();
		}
	});

	(sshd ? it : it.skip)('1: the video lies on an SFTP server', async () => {
		const folder = join(scratch, 'sftp');
		const server = await openSftp(String(sshd), folder);
		try {
			const credential = await stage.lab.client.createCredential('sftp', 'SFTP', server.credential);
			const at = (text: string) => text.replace('videos/', `${folder}/`);
			const execution = await run('image-to-video-to-storage.json', 'Start', (text) => withActivated(text, 'SFTP', reference(credential), at));
			expect(errorsOf(execution)).toEqual([]);
			const taskId = String(itemsOf(execution, 'Runway')[0]?.json['taskId']);
			expect(readFileSync(join(folder, `runway-${taskId}.mp4`)).equals(stage.simulator.fileFor(taskId))).toBe(true);
		} finally {
			await server.close();
		}
	});

	describe('2: rows of a table', () => {
		const FILE = 'schedule-rows-batch.json';
		let table: string;
		const rows = async () =>
			(await stage.lab.client.dataTableRows(table)).map(({ state, advice, task }) => ({ state, hasTask: String(task) !== '', advice: String(advice) }));

		beforeAll(async () => {
			const columns = ['image', 'prompt', 'state', 'task', 'advice'].map((name) => ({ name, type: 'string' }));
			table = await stage.lab.client.createDataTable('Video orders', columns);
		});
		const order = async (...prompts: string[]) =>
			await stage.lab.client.insertRows(table, prompts.map((prompt) => ({ ...TODO, prompt })));
		const ours = (text: string) => byId(text, table);
		const night = async (change = (text: string) => text) => await run(FILE, 'Every Night', (text) => change(ours(text)));
		const pickUp = async () => await run(FILE, 'Pick Up', ours);

		it('become videos; what fails or is late says why, and no later night buys it again', async () => {
			await order('A cat', 'sim(fail=SAFETY.INPUT.TEXT)', 'sim(seconds=30)', 'sim(submit=400)', 'A dog');
			const before = stage.simulator.ledger.charges.length;
			const execution = await night((text) => text.replace('"timeoutMinutes": 15', '"timeoutMinutes": 0.15'));
			expect(errorsOf(execution)).toEqual([]);
			const done = { state: 'done', hasTask: true, advice: '' };
			expect(await rows()).toEqual([
				done,
				{ state: 'failed', hasTask: true, advice: expect.stringMatching(/content|prompt/i) },
				{ state: 'waiting', hasTask: true, advice: expect.stringContaining('Task > Wait for Completion') },
				{ state: 'failed', hasTask: false, advice: expect.stringContaining('Nothing was charged') },
				done,
			]);
			const bought = stage.simulator.ledger.charges.length;
			expect(bought).toBe(before + 4);
			expect(itemsOf(await night(), 'Start Video')).toEqual([]);
			expect(stage.simulator.ledger.charges).toHaveLength(bought);
		});

		it('say when their file could not be stored, and are picked up for free', async () => {
			await order('A bird', 'A fish');
			expect(errorsOf(await night((text) => text.replace('.n8n-files/', 'no-such-folder/')))).toEqual([]);
			expect((await rows()).slice(-2)).toEqual(Array(2).fill({ state: 'not stored', hasTask: true, advice: expect.stringContaining('Pick Up') }));
			const bought = stage.simulator.ledger.charges.length;
			const before = videos().length;
			expect(errorsOf(await pickUp())).toEqual([]);
			expect((await rows()).map(({ state }) => state)).toEqual(['done', 'failed', 'done', 'failed', 'done', 'done', 'done']);
			expect(videos()).toHaveLength(before + 3);
			expect(stage.simulator.ledger.charges).toHaveLength(bought);
		});

		it('are not bought again when n8n was killed in the middle of the batch, and are picked up for free', async () => {
			await order('A horse sim(seconds=20)', 'An owl sim(seconds=20)');
			await stage.lab.client.runWorkflow(await load(FILE, ours), { startAt: 'Every Night' });
			await until('both rows to have a task', async () => (await rows()).slice(-2).every(({ hasTask }) => hasTask), 15_000);
			const bought = stage.simulator.ledger.charges.length;
			await stage.lab.server.kill('SIGKILL');
			await stage.lab.restart();

			expect((await rows()).slice(-2)).toEqual(Array(2).fill({ state: 'started', hasTask: true, advice: '' }));
			expect(itemsOf(await night(), 'Start Video')).toEqual([]);
			expect(errorsOf(await pickUp())).toEqual([]);
			expect((await rows()).slice(-2).map(({ state }) => state)).toEqual(['done', 'done']);
			expect(stage.simulator.ledger.charges).toHaveLength(bought);
		});
	});

	it('3: a callback starts the second half, and what has no file ends with an error', async () => {
		const { client } = stage.lab;
		const saved = await load('callback-trigger.json', (text) => text.replaceAll('http://127.0.0.1:5678', stage.lab.server.url));
		await client.activate(saved.id);
		const before = videos().length;
		await client.waitForExecution(String(await client.runWorkflow(saved, { startAt: 'Start' })));
		await until('the video of the second half', () => videos().length > before, 20_000);
		expect(videos()).toHaveLength(before + 1);

		const url = `${stage.lab.server.url}/webhook/runway-callback-example/runway`;
		for (const [prompt, told] of [['sim(fail=SAFETY.INPUT.TEXT)', 'ended as failed'], ['sim(file=404)', 'could not be fetched']] as const) {
			const last = (await client.latestExecution(saved.id)).id;
			const taskId = await submit(stage, 'pro', prompt, url);
			const ended = await laterExecution(client, saved.id, last);
			expect(ended.status).toBe('error');
			expect(errorsOf(ended).join()).toContain(told);
			expect(errorsOf(ended).join()).toContain(taskId);
		}
		await client.deactivate(saved.id);
	});

	describe('4: a suspended execution', () => {
		const FILE = 'suspend-until-finished.json';
		const suspended = async (seconds: number, change?: (text: string) => string) => {
			stage.simulator.setScenario({ seconds });
			const execution = await run(FILE, 'Start', change);
			stage.simulator.setScenario({ seconds: 1 });
			return execution;
		};
		const fileOf = (execution: Execution, node: string) => `runway-${String(itemsOf(execution, node)[0]?.json['taskId'])}.mp4`;

		it('goes on with its file', async () => {
			const execution = await suspended(8);
			expect(errorsOf(execution)).toEqual([]);
			expect(videos()).toContain(fileOf(execution, 'Runway'));
			expect(execution.nodes).not.toHaveProperty('Pick Up');
		});

		it('that was not woken in time has its file fetched by the net, and nothing bought again', async () => {
			const before = stage.simulator.ledger.charges.length;
			const execution = await suspended(25, (text) => text.replace(SUSPENDED_OPTIONS, '$1{ "timeoutMinutes": 0.15 }'));
			expect(errorsOf(execution)).toEqual([]);
			expect(videos()).toContain(fileOf(execution, 'Pick Up'));
			expect(stage.simulator.ledger.charges).toHaveLength(before + 1);
		});

		it.each([
			['a task failed', 'sim(fail=SAFETY.INPUT.TEXT)', 'Pick Up'],
			['nothing was bought', 'sim(submit=403)', 'Has a Task?'],
		])('ends with an error when %s', async (_, prompt, last) => {
			const execution = await suspended(6, (text) => text.replace('The cat yawns', prompt));
			expect(execution.status).toBe('error');
			expect(errorsOf(execution)).toEqual([expect.stringMatching(/^Failed: /)]);
			expect(Object.keys(execution.nodes).slice(-2)).toEqual([last, 'Failed']);
		});
	});

	it('5: what was submitted is picked up later, and what failed is not asked again', async () => {
		const { client } = stage.lab;
		const table = await client.createDataTable('Video tasks', ['task', 'state', 'advice'].map((name) => ({ name, type: 'string' })));
		const states = async () => (await client.dataTableRows(table)).map(({ state }) => state);
		for (const prompt of ['A boat', 'sim(fail=SAFETY.INPUT.TEXT)', 'sim(seconds=60)']) {
			const submitted = await run('submit-now-pick-up-later.json', 'Submit', (text) => byId(text, table).replace('Slow zoom, soft light', prompt));
			expect(errorsOf(submitted)).toEqual([]);
		}
		expect(await states()).toEqual(['open', 'open', 'open']);
		await client.insertRows(table, [{ task: '7e7c1f9c-1111-4c4c-8a8a-123456789abc', state: 'open', advice: '' }]);
		const pickUp = async (change: (text: string) => string) =>
			await run('submit-now-pick-up-later.json', 'Every Ten Minutes', (text) => change(byId(text, table)).replace('"timeoutMinutes": 1', '"timeoutMinutes": 0.15'));
		expect(errorsOf(await pickUp((text) => text.replace('.n8n-files/', 'no-such-folder/')))).toEqual([]);
		expect(await states()).toEqual(['check', 'failed', 'open', expect.stringMatching(/open|check/)]);
		expect((await client.dataTableRows(table)).map(({ advice }) => String(advice).length > 20)).toEqual([true, true, true, true]);
	});

	it('6: an agent calls the tool once and gets a link back', async () => {
		const { client } = stage.lab;
		const model = await startChatModel('A cat on the moon');
		try {
			const openAi = await client.createCredential('openAiApi', 'Stand-in', { apiKey: 'x', url: model.url });
			const before = stage.simulator.ledger.charges.length;
			const saved = await load('ai-agent-tool.json', (text) => withAgentTest(text, openAi.id));
			const execution = await client.waitForExecution(String(await client.runWorkflow(saved, { startAt: 'Start' })));
			expect(errorsOf(execution)).toEqual([]);
			expect(model.toolAnswers.at(-1)).toMatch(/http:\/\/.*\.mp4/);
			expect(JSON.stringify(itemsOf(execution, 'AI Agent'))).toContain('.mp4');
			expect(stage.simulator.ledger.charges).toHaveLength(before + 1);
		} finally {
			await model.close();
		}
	});

	it('7: a refused prompt gets one softer try, and no third', async () => {
		const before = stage.simulator.ledger.charges.length;
		const execution = await run('safety-refusal-retry.json', 'Start');
		expect(errorsOf(execution)).toEqual([]);
		expect(itemsOf(execution, 'Second Try')[0]?.json).toMatchObject({ status: 'succeeded' });
		expect(stage.simulator.ledger.charges).toHaveLength(before + 2);
		const other = await run('safety-refusal-retry.json', 'Start', (text) => text.replace('SAFETY.INPUT.TEXT', 'INTERNAL.BAD_OUTPUT.CODE01'));
		expect(other.status).toBe('error');
		expect(itemsOf(other, 'Second Try')).toEqual([]);
	});
});

function idOf(credentials: object, type: string): string {
	return String(Object.entries(credentials).find(([name]) => name === type)?.[1]?.id);
}

async function laterExecution(client: N8nClient, workflowId: string, thanId: string): Promise<Execution> {
	const laterId = async () => {
		const { id } = await client.latestExecution(workflowId);
		return id !== thanId && id;
	};
	return await client.waitForExecution(await until('the trigger to start an execution', laterId, 20_000));
}

/** n8n 1.x finds a table by its id only, as when a user picks it from the list. */
function byId(text: string, tableId: string): string {
	return text.replace(/"mode": "name",(\s+)"value": "[^"]+"/g, `"mode": "id",$1"value": "${tableId}"`);
}

/** What a user does: activate the storage node and choose a credential. */
function withActivated(text: string, name: string, credentials: NodeSettings['credentials'], place = (path: string) => path): string {
	const workflow = JSON.parse(text) as WorkflowJson;
	const storage = workflow.nodes.find((node) => node.name === name);
	if (storage?.['disabled'] !== true) throw new Error(`The example has no ${name} node to activate`);
	const parameters = JSON.parse(place(JSON.stringify(storage.parameters))) as typeof storage.parameters;
	Object.assign(storage, { disabled: false, credentials, parameters });
	return JSON.stringify(workflow);
}

/** A chat cannot be typed into here, so a manual start hands the wish over; the rest of the example stays. */
function withAgentTest(text: string, openAiId: string): string {
	const workflow = JSON.parse(text) as WorkflowJson;
	const chat = workflow.nodes.find(({ name }) => name === 'Chat');
	const model = workflow.nodes.find(({ name }) => name === 'Chat Model');
	const agent = workflow.nodes.find(({ name }) => name === 'AI Agent');
	if (!chat || !model || !agent) throw new Error('The example has other nodes than it had');
	Object.assign(chat, { name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} });
	model.credentials = { openAiApi: { id: openAiId, name: 'Stand-in' } };
	Object.assign(agent.parameters, { promptType: 'define', text: 'Make a video of a cat on the moon' });
	const { Chat: fromChat, ...others } = workflow.connections;
	return JSON.stringify({ ...workflow, connections: { ...others, Start: fromChat } });
}
