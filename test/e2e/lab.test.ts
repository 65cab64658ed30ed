import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itemsOf } from '../../playground/lab/client.ts';
import { asRecord } from '../../playground/lab/rest.ts';
import { installPackage } from '../../playground/lab/package.ts';
import { code, items, manualTrigger, node, webhookTrigger, workflow } from '../../playground/lab/workflow.ts';
import { DUMMY, packDummy } from './dummyPackage.ts';
import { lines, openLab, type Lab } from './support.ts';

const scratch = mkdtempSync(join(tmpdir(), 'n8n-dummy-'));
const dummy = packDummy(join(scratch, 'first'), 'first');
afterAll(() => rmSync(scratch, { recursive: true }));

const waitForCall = () => node('Wait', 'n8n-nodes-base.wait', { resume: 'webhook' }, { typeVersion: 1.1, webhookId: 'wait' });

describe('installing a tarball', () => {
	it('is done again only when the content of the tarball changed', async () => {
		const userFolder = join(scratch, 'user');
		const folder = join(scratch, 'rebuilt');
		const packed = packDummy(folder, 'first');
		expect(await installPackage(userFolder, packed, DUMMY)).toBe(true);
		expect(await installPackage(userFolder, packed, DUMMY)).toBe(false);
		packDummy(folder, 'second');
		expect(await installPackage(userFolder, packed, DUMMY)).toBe(true);
		const source = join(userFolder, '.n8n', 'nodes', 'node_modules', DUMMY.name, 'Dummy.node.js');
		expect(readFileSync(source, 'utf8')).toContain("build: 'second'");
	});
});

describe.each(lines)('a real n8n %s', (line) => {
	let lab: Lab;
	beforeAll(async () => {
		lab = await openLab({ line, installed: [{ tarball: dummy, name: DUMMY.name }] });
	});
	afterAll(async () => await lab?.close());

	const save = async (...parameters: Parameters<typeof workflow>) =>
		await lab.client.createWorkflow(workflow(...parameters));
	const run = async (...parameters: Parameters<typeof workflow>) => {
		const id = await lab.client.runWorkflow(await save(...parameters));
		if (!id) throw new Error('n8n did not start an execution');
		return id;
	};

	it('runs a workflow by hand and records what each node gave', async () => {
		const id = await run('Items', [manualTrigger(), items('Numbers', [{ number: 1 }, { number: 2 }]), node('Dummy', DUMMY.type)]);
		const execution = await lab.client.waitForExecution(id);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Dummy').map(({ json }) => json)).toEqual([
			{ number: 1, build: 'first' },
			{ number: 2, build: 'first' },
		]);
	});

	it('records the error of a failed node, and runs it again on retry', async () => {
		const id = await run('Failing', [manualTrigger(), code('Fails', 'throw new Error("broken on purpose");')]);
		const execution = await lab.client.waitForExecution(id);
		expect(execution).toMatchObject({ status: 'error', lastNode: 'Fails' });
		expect(execution.nodes['Fails']?.[0]?.error?.message).toContain('broken on purpose');

		const retried = await lab.client.retryExecution(id);
		expect(await lab.client.getExecution(retried)).toMatchObject({ status: 'error', retryOf: id });
	});

	it('hands out the bytes of a file', async () => {
		const bytes = 'return [{ json: {}, binary: { data: await this.helpers.prepareBinaryData(Buffer.from("héllo"), "a.txt", "text/plain") } }];';
		const execution = await lab.client.waitForExecution(await run('File', [manualTrigger(), code('File', bytes)]));
		const file = itemsOf(execution, 'File')[0]?.binary?.['data'];
		expect(file && (await lab.client.fileBytes(file)).toString()).toBe('héllo');
	});

	it('answers a live webhook until the workflow is deactivated', async () => {
		const path = 'lab-live';
		const saved = await save('Live', [webhookTrigger(path), node('Dummy', DUMMY.type)]);
		await lab.client.activate(saved.id);
		expect((await lab.client.callWebhook(path, { json: { hello: 1 } })).statusCode).toBe(200);
		const { id } = await lab.client.latestExecution(saved.id);
		expect(itemsOf(await lab.client.waitForExecution(id), 'Dummy')[0]?.json).toMatchObject({ body: { hello: 1 } });

		await lab.client.deactivate(saved.id);
		expect((await lab.client.callWebhook(path)).statusCode).toBe(404);
	});

	it('listens for one test call', async () => {
		const saved = await save('Test call', [webhookTrigger('lab-test')]);
		expect(await lab.client.runWorkflow(saved)).toBeUndefined();
		expect((await lab.client.callWebhook('lab-test', { base: 'webhook-test' })).statusCode).toBe(200);
	});

	it('stops a waiting execution', async () => {
		const id = await run('Waits', [manualTrigger(), waitForCall()]);
		await lab.client.waitForExecution(id, ['waiting']);
		await lab.client.stopExecution(id);
		expect((await lab.client.getExecution(id)).status).toBe('canceled');
	});

	it('searches a list as the editor does', async () => {
		await lab.client.createDataTable('Videos', [{ name: 'title', type: 'string' }]);
		await lab.client.createDataTable('Songs', [{ name: 'title', type: 'string' }]);
		const workflowId = (await save('List', [manualTrigger()])).id;
		const { results } = await lab.client.resourceLocatorResults({
			nodeType: 'n8n-nodes-base.dataTable',
			path: 'dataTableId',
			methodName: 'tableSearch',
			filter: 'vid',
			workflowId,
			projectId: await lab.client.projectId(),
		});
		expect(results.map(({ name }) => name)).toEqual(['Videos']);
	});

	it('tests a credential', async () => {
		const credential = await lab.client.createCredential('githubApi', 'Nowhere', {
			server: 'http://127.0.0.1:1',
			user: 'nobody',
			accessToken: 'wrong',
		});
		expect((await lab.client.testCredential(credential)).status).toBe('Error');
	});

	it('keeps a waiting execution through kill -9 and a restart', async () => {
		const id = await run('Survives', [manualTrigger(), waitForCall()]);
		const { data } = await lab.client.waitForExecution(id, ['waiting']);
		await lab.server.kill('SIGKILL');
		await lab.restart();

		expect((await lab.client.getExecution(id)).status).toBe('waiting');
		const signature = asRecord(data)['resumeToken'];
		const call = signature ? `${id}?signature=${String(signature)}` : id;
		await lab.client.callWebhook(call, { base: 'webhook-waiting', method: 'GET' });
		expect((await lab.client.waitForExecution(id)).status).toBe('success');
	});
});
