import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Execution, itemsOf, reference } from '../../playground/lab/client.ts';
import { PROJECT_FOLDER } from '../../playground/lab/lines.ts';
import type { NodeSettings, WorkflowJson } from '../../playground/lab/workflow.ts';
import { startChatModel } from './chatModel.ts';
import { openS3 } from './s3.ts';
import { openSftp, sshdPath } from './sftp.ts';
import { openStage, type Stage } from './stage.ts';
import { lines } from './support.ts';

const TODO = { image: 'https://example.com/a.jpg', state: 'todo', task: '', advice: '' };

const sshd = sshdPath();
if (!sshd) process.stderr.write('Skipped: storing on an SFTP server, because this machine has no OpenSSH server and it could not be installed\n');

describe.each(lines)('the example workflows on n8n %s', (line) => {
	let stage: Stage;
	let videoFolder: string;

	beforeAll(async () => {
		const folder = mkdtempSync(join(tmpdir(), 'runway-examples-'));
		videoFolder = join(folder, 'videos');
		mkdirSync(videoFolder);
		stage = await openStage(line, { N8N_RESTRICT_FILE_ACCESS_TO: folder });
		stage.simulator.setScenario({ seconds: 1 });
	});
	afterAll(async () => {
		await stage.close();
		rmSync(join(videoFolder, '..'), { recursive: true, force: true });
	});

	/** The example as it stands, with this n8n's credentials and a folder that the test may look into. */
	async function load(file: string, change: (text: string) => string = (text) => text) {
		let text = readFileSync(join(PROJECT_FOLDER, 'examples', file), 'utf8').replaceAll('videos/', `${videoFolder}/`);
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
		const folder = join(videoFolder, '..', 's3');
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
		const folder = join(videoFolder, '..', 'sftp');
		const server = await openSftp(String(sshd), folder);
		try {
			const credential = await stage.lab.client.createCredential('sftp', 'SFTP', server.credential);
			const at = (text: string) => text.replace(`${videoFolder}/`, `${folder}/`);
			const execution = await run('image-to-video-to-storage.json', 'Start', (text) => withActivated(text, 'SFTP', reference(credential), at));
			expect(errorsOf(execution)).toEqual([]);
			const taskId = String(itemsOf(execution, 'Runway')[0]?.json['taskId']);
			expect(readFileSync(join(folder, `runway-${taskId}.mp4`)).equals(stage.simulator.fileFor(taskId))).toBe(true);
		} finally {
			await server.close();
		}
	});

	it('2: rows become videos, and a failed row is marked with the advice', async () => {
		const { client } = stage.lab;
		const columns = ['image', 'prompt', 'state', 'task', 'advice'].map((name) => ({ name, type: 'string' }));
		const table = await client.createDataTable('Video orders', columns);
		const rows = ['A cat', 'sim(fail=SAFETY.INPUT.TEXT)', 'A dog'].map((prompt) => ({ ...TODO, prompt }));
		await client.rest.call('POST', `/projects/${await client.projectId()}/data-tables/${table}/insert`, { data: rows, returnType: 'all' });
		const execution = await run('schedule-rows-batch.json', 'Every Night', (text) => byId(text, table));
		expect(errorsOf(execution)).toEqual([]);
		const after = (await client.dataTableRows(table)).map(({ state, advice, task }) => ({ state, hasAdvice: String(advice) !== '', hasTask: String(task) !== '' }));
		expect(after).toEqual([
			{ state: 'done', hasAdvice: false, hasTask: true },
			{ state: 'failed', hasAdvice: true, hasTask: true },
			{ state: 'done', hasAdvice: false, hasTask: true },
		]);
	});

	it('3: a callback starts the second half', async () => {
		const { client } = stage.lab;
		const saved = await load('callback-trigger.json', (text) => text.replaceAll('http://127.0.0.1:5678', stage.lab.server.url));
		await client.activate(saved.id);
		const before = videos().length;
		await client.waitForExecution(String(await client.runWorkflow(saved, { startAt: 'Start' })));
		const deadline = Date.now() + 20_000;
		while (videos().length === before && Date.now() < deadline) await delay(200);
		expect(videos()).toHaveLength(before + 1);
		await client.deactivate(saved.id);
	});

	it('4: a suspended execution goes on with its file', async () => {
		stage.simulator.setScenario({ seconds: 8 });
		const execution = await run('suspend-until-callback.json', 'Start');
		stage.simulator.setScenario({ seconds: 1 });
		expect(errorsOf(execution)).toEqual([]);
		expect(videos()).toContain(`runway-${String(itemsOf(execution, 'Runway')[0]?.json['taskId'])}.mp4`);
	});

	it('5: what was submitted is picked up later', async () => {
		const { client } = stage.lab;
		const table = await client.createDataTable('Video tasks', ['task', 'state'].map((name) => ({ name, type: 'string' })));
		const submitted = await run('submit-now-pick-up-later.json', 'Submit', (text) => byId(text, table));
		expect(errorsOf(submitted)).toEqual([]);
		expect((await client.dataTableRows(table)).map(({ state }) => state)).toEqual(['open']);
		const execution = await run('submit-now-pick-up-later.json', 'Every Ten Minutes', (text) => byId(text, table));
		expect(errorsOf(execution)).toEqual([]);
		expect((await client.dataTableRows(table)).map(({ state }) => state)).toEqual(['stored']);
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
	});
});

function idOf(credentials: object, type: string): string {
	return String(Object.entries(credentials).find(([name]) => name === type)?.[1]?.id);
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
