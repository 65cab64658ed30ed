import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@n8n/backend-common';
import { SsrfProtectionConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService, ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type IBinaryData,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeExecutionData,
	type IRun,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import { TestCredentials } from './credentials.ts';
import { DatabaseStore } from './databaseStore.ts';
import { nodeTypes } from './nodes.ts';

// Read once, when the first request is made; without the guard it means nothing.
Container.get(SsrfProtectionConfig).allowedHostnames = ['localhost'];

export const binaryModes = ['default', 'filesystem', 'database'] as const;
export type BinaryMode = (typeof binaryModes)[number];

export interface Scene {
	items?: INodeExecutionData[];
	parameters: Record<string, unknown>;
	/** Settings of the node, such as `retryOnFail` or `onError`. */
	settings?: Partial<INode>;
	credentials: Record<string, ICredentialDataDecryptedObject>;
	resumeUrlBase?: string;
	/** The state of an earlier execution that is to be retried by hand. */
	retryOf?: IRunExecutionData;
	/** How often a loop runs the node, with the same items each time. */
	rounds?: number;
	/** The node is a tool that an agent calls once. */
	isAgentTool?: boolean;
	/** The workflow ends at a step that waits until somebody approves, as n8n's Wait node does. */
	needsApproval?: boolean;
	/** For a test whose clock is fast: what becomes of the time-outs of requests. */
	shortened?: (timeoutMs: number) => number;
	/** Sees each line of the log at once, as a log file would. */
	onLog?: (line: string) => void;
}

export interface Result {
	run: IRun;
	/** Items that reached the first and the second output of the node. */
	output: INodeExecutionData[];
	errorOutput: INodeExecutionData[];
	error?: { message: string; description?: string | null; httpCode?: string | null };
	logs: string[];
}

/** What `database` keeps its files in. */
export const database = new DatabaseStore();

/** n8n's binary store in a folder of its own, whose path it gives; `default` keeps files in memory. */
export async function useBinaryStore(mode: BinaryMode): Promise<string> {
	const localStoragePath = mkdtempSync(join(tmpdir(), 'runway-binary-'));
	const config = Object.assign(Container.get(BinaryDataConfig), { mode, availableModes: ['filesystem'], localStoragePath });
	const service = new BinaryDataService(config, { error: () => undefined } as never, loggerTo([]));
	await service.init();
	service.setManager('database', database);
	Container.set(BinaryDataService, service);
	return localStoragePath;
}

const placed = (node: Omit<INode, 'position' | 'typeVersion' | 'id'>): INode => ({
	id: node.name,
	typeVersion: 1,
	position: [0, 0],
	...node,
});

function workflowOf({ items = [{ json: {} }], parameters, settings, credentials, rounds = 1, isAgentTool, needsApproval }: Scene): Workflow {
	const references = Object.fromEntries(Object.keys(credentials).map((type) => [type, { id: type, name: type }]));
	const to = (node: string, type: 'main' | 'ai_tool' = 'main') => [{ node, type, index: 0 }];
	const type = isAgentTool ? 'runwayAgentTool' : 'runway';
	return new Workflow({
		id: 'test-workflow',
		name: 'test',
		active: false,
		nodeTypes,
		nodes: [
			placed({ name: 'Items', type: 'items', parameters: { items: items as never } }),
			placed({ name: 'Runway', type, parameters: parameters as never, credentials: references, ...settings }),
			placed({ name: 'Agent', type: 'agent', parameters: {} }),
			placed({ name: 'Again', type: 'again', parameters: { items: items as never, rounds } }),
			placed({ name: 'Done', type: needsApproval ? 'approval' : 'sink', parameters: {} }),
			placed({ name: 'Failed', type: 'sink', parameters: {} }),
		],
		connections: {
			Items: { main: [to(isAgentTool ? 'Agent' : 'Runway')] },
			Runway: isAgentTool ? { ai_tool: [to('Agent', 'ai_tool')] } : { main: [to('Again'), to('Failed')] },
			Agent: { main: [to('Done')] },
			Again: { main: [to('Runway'), to('Done')] },
		},
		settings: { executionOrder: 'v1' },
	});
}

/** The workflow of a scene, and what n8n lends to one execution of it. */
export function executionOf(scene: Scene): { workflow: Workflow; additionalData: IWorkflowExecuteAdditionalData } {
	const additionalData = {
		executionId: '7',
		credentialsHelper: new TestCredentials(scene.credentials, scene.shortened),
		hooks: new ExecutionLifecycleHooks('manual', '7', { id: 'test-workflow', name: 'test', active: false, nodes: [], connections: {}, createdAt: new Date(), updatedAt: new Date() } as never),
		currentNodeParameters: undefined,
		restApiUrl: '',
		instanceBaseUrl: '',
		webhookBaseUrl: '',
		webhookWaitingBaseUrl: `${scene.resumeUrlBase ?? 'http://localhost:5678'}/webhook-waiting`,
		formWaitingBaseUrl: 'http://localhost:5678/form-waiting',
		webhookTestBaseUrl: '',
		variables: {},
		setExecutionStatus: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
	return { workflow: workflowOf(scene), additionalData };
}

/** Starts a small workflow on n8n's own engine; `cancel` is what Stop does. */
export function startWorkflow(scene: Scene): { result: Promise<Result>; cancel: () => void } {
	const logs: string[] = [];
	Container.set(Logger, loggerTo(logs, scene.onLog));
	const { workflow, additionalData } = executionOf(scene);
	const execution = scene.retryOf
		? new WorkflowExecute(additionalData, 'retry', retryState(scene.retryOf, workflow)).processRunExecutionData(workflow)
		: new WorkflowExecute(additionalData, 'manual', createRunExecutionData()).run({ workflow, startNode: workflow.getNode('Items') ?? undefined });
	return { result: execution.then((run) => ({ ...read(run), logs })), cancel: () => execution.cancel() };
}

function loggerTo(lines: string[], onLine: (line: string) => void = () => undefined): Logger {
	const note = (message: string, meta: unknown) => {
		const line = `${message} ${JSON.stringify(meta)}`;
		lines.push(line);
		onLine(line);
	};
	const logger = { info: note, warn: note, debug: note, error: note };
	return { ...logger, scoped: () => logger } as unknown as Logger;
}

export async function runWorkflow(scene: Scene): Promise<Result> {
	return await startWorkflow(scene).result;
}

/** As n8n retries a failed execution with the saved workflow: the error goes, the stack and the context stay. */
function retryState(state: IRunExecutionData, workflow: Workflow): IRunExecutionData {
	const copy: IRunExecutionData = structuredClone(JSON.parse(JSON.stringify(state)));
	const { lastNodeExecuted = '' } = copy.resultData;
	delete copy.resultData.error;
	copy.resultData.runData[lastNodeExecuted]?.pop();
	for (const entry of copy.executionData?.nodeExecutionStack ?? []) entry.node = workflow.getNode(entry.node.name) ?? entry.node;
	return copy;
}

export function read(run: IRun): Omit<Result, 'logs'> {
	const { runData, error } = run.data.resultData;
	const tasks = runData.Runway ?? [];
	const outputs = tasks.at(-1)?.data?.main ?? [];
	const failure = (tasks.at(-1)?.error ?? error) as Result['error'];
	return { run, output: outputs[0] ?? [], errorOutput: outputs[1] ?? [], ...(failure && { error: failure }) };
}

/** Puts a file into the store as an earlier node would have done. */
export async function storeBinary(content: Buffer, fileName: string, mimeType: string): Promise<IBinaryData> {
	const location = { type: 'execution', workflowId: 'test-workflow', executionId: '7' } as const;
	return await Container.get(BinaryDataService).store(location, content, { data: '', fileName, mimeType });
}

export async function readBinary(file: IBinaryData): Promise<Buffer> {
	return await Container.get(BinaryDataService).getAsBuffer(file);
}

/** Lets n8n keep new files in another mode for a while; those it has can still be read. */
export async function withMode<T>(mode: BinaryMode, work: () => Promise<T>): Promise<T> {
	const service = Container.get(BinaryDataService);
	Container.set(BinaryDataService, Object.create(service, { mode: { value: mode } }));
	return await work().finally(() => Container.set(BinaryDataService, service));
}

/** Lets the store fail as it does on a full disk: the file is read, but cannot be written. */
export async function withFullDisk(work: () => Promise<unknown>): Promise<void> {
	const service = Container.get(BinaryDataService);
	const full = Object.create(service, {
		store: {
			value: async () => await Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })),
		},
	}) as BinaryDataService;
	Container.set(BinaryDataService, full);
	await work().finally(() => Container.set(BinaryDataService, service));
}

/** Turns n8n's guard against requests to private addresses on for a while. */
export async function withGuard(work: () => Promise<unknown>): Promise<void> {
	const guard = Container.get(SsrfProtectionConfig);
	guard.enabled = true;
	await work().finally(() => (guard.enabled = false));
}
