import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebhookContext, WorkflowExecute } from 'n8n-core';
import { type INode, type IRunExecutionData, type IWebhookData, type IWebhookDescription, NodeHelpers, type Workflow } from 'n8n-workflow';
import { executionOf, read, type Result, type Scene, startWorkflow } from '../support/engine/engine.ts';

/** An execution that can be called at its resume URL, as n8n's web server does it: `waiting-webhooks` and `webhook-helpers` in few lines. */
export interface SleepingExecution {
	url: string;
	/** The nodes that a call has woken, in their order. */
	woken: string[];
	calls: Call[];
	taskIds: string[];
	/** The node at which the execution waits, if it does. */
	waitsAt(): string | undefined;
	isOver(): boolean;
	waitTill(): Date | undefined;
	run(scene: Scene): Promise<void>;
	close(): void;
}

interface Call {
	method: string;
	url: string;
	body: string;
}

export async function openSleepingExecution(onResult: (result: Result) => void): Promise<SleepingExecution> {
	const server = createServer((request, response) => void receive(request, response));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const woken: string[] = [];
	const calls: Call[] = [];
	const taskIds: string[] = [];
	let scene: Scene | undefined;
	let isOver = false;
	let saved: IRunExecutionData | undefined;
	let waitTill: Date | undefined;

	function save(result: Result): void {
		waitTill = result.run.waitTill ?? undefined;
		isOver = !waitTill;
		saved = waitTill && structuredClone(JSON.parse(JSON.stringify(result.run.data)));
		onResult(result);
	}

	async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const address = new URL(request.url ?? '', url);
		const { method = '' } = request;
		const body = await text(request);
		calls.push({ method, url: address.href, body });
		const suffix = address.pathname.replace(/^\/webhook-waiting\/7\/?/, '');
		const answer = (httpStatus: number, json: object): void => {
			response.writeHead(httpStatus, { 'content-type': 'application/json' }).end(JSON.stringify(json));
		};
		if (!saved || !scene) return answer(409, { message: `The execution "7" ${isOver ? 'has finished' : 'is running'} already.` });
		const state = structuredClone(saved);
		const { workflow, additionalData } = executionOf(scene);
		const node = workflow.getNode(state.resultData.lastNodeExecuted ?? '');
		const webhook = node && webhooksOf(workflow, node).find(({ httpMethod, path }) => httpMethod === method && path === suffix);
		if (!node || !webhook) return answer(404, { message: 'The workflow for execution "7" does not contain a waiting webhook with a matching path/method.' });

		const httpRequest = { body: body && JSON.parse(body), headers: request.headers, params: {}, query: Object.fromEntries(address.searchParams), method };
		const httpResponse = { headersSent: false, status: (code: number) => ({ json: (json: object) => (Object.assign(httpResponse, { headersSent: true }), answer(code, json)) }) };
		Object.assign(additionalData, { httpRequest, httpResponse });
		const context = new WebhookContext(workflow, node, additionalData, 'manual', { ...webhook, workflowId: '7' } as unknown as IWebhookData, [], wokenState(state));
		const { workflowData } = (await workflow.nodeTypes.getByNameAndVersion(node.type).webhook?.call(context)) ?? {};
		if (!httpResponse.headersSent) answer(200, {});
		if (!workflowData || !saved) return;
		woken.push(node.name);
		saved = undefined;
		Object.assign(state.executionData?.nodeExecutionStack[0]?.data ?? {}, { main: workflowData });
		const run = await new WorkflowExecute(additionalData, 'manual', state).processRunExecutionData(workflow);
		save({ ...read(run), logs: [] });
	}

	return {
		url,
		woken,
		calls,
		taskIds,
		waitsAt: () => saved?.resultData.lastNodeExecuted,
		isOver: () => isOver,
		waitTill: () => waitTill,
		async run(wanted) {
			const result = await startWorkflow(wanted).result;
			scene = wanted;
			taskIds.push(...result.output.map(({ json }) => String(json.taskId)));
			save(result);
		},
		close: () => void server.close(),
	};
}

/** As n8n prepares a saved execution for a call: the node is not to run again, only to hand its data on. */
function wokenState(state: IRunExecutionData): IRunExecutionData {
	const [entry] = state.executionData?.nodeExecutionStack ?? [];
	if (entry) entry.node.disabled = true;
	state.waitTill = undefined;
	state.resultData.runData[state.resultData.lastNodeExecuted ?? '']?.pop();
	return state;
}

function webhooksOf(workflow: Workflow, node: INode): Array<{ httpMethod: unknown; path: string; webhookDescription: IWebhookDescription }> {
	const { webhooks = [] } = workflow.nodeTypes.getByNameAndVersion(node.type).description;
	return webhooks.map((webhookDescription) => {
		const value = (name: 'path' | 'httpMethod') => String(workflow.expression.getSimpleParameterValue(node, webhookDescription[name], 'internal', {}));
		const path = value('path').trim().replace(/^\/|\/$/g, '');
		return {
			httpMethod: value('httpMethod'),
			path: NodeHelpers.getNodeWebhookPath(workflow.id, node, path, webhookDescription.isFullPath === true, webhookDescription.restartWebhook === true),
			webhookDescription,
		};
	});
}
