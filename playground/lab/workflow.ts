import { randomUUID } from 'node:crypto';

export const RUNWAY = 'n8n-nodes-cometapi-runway.runway';
export const RUNWAY_TRIGGER = 'n8n-nodes-cometapi-runway.runwayTrigger';

export interface CredentialReference {
	id: string;
	name: string;
}

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, CredentialReference>;
	webhookId?: string;
	[setting: string]: unknown;
}

/** `from → to`, or with the output's index and the connection's type, e.g. for an error output or an AI tool. */
export interface Connection {
	from: string;
	to: string;
	output?: number;
	input?: number;
	type?: string;
}

export interface WorkflowJson {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings: Record<string, unknown>;
}

export type NodeSettings = Partial<Omit<WorkflowNode, 'id' | 'name' | 'type' | 'parameters'>>;

export const node = (
	name: string,
	type: string,
	parameters: Record<string, unknown> = {},
	settings: NodeSettings = {},
): WorkflowNode => ({ typeVersion: 1, position: [0, 0], ...settings, id: randomUUID(), name, type, parameters });

export const manualTrigger = (name = 'Start') => node(name, 'n8n-nodes-base.manualTrigger');

/** Live at `/webhook/<path>` once the workflow is activated. */
export const webhookTrigger = (path: string, parameters: Record<string, unknown> = {}, name = 'Webhook') =>
	node(
		name,
		'n8n-nodes-base.webhook',
		{ path, httpMethod: 'POST', responseMode: 'onReceived', ...parameters },
		{ typeVersion: 2, webhookId: randomUUID() },
	);

export const code = (name: string, jsCode: string) =>
	node(name, 'n8n-nodes-base.code', { mode: 'runOnceForAllItems', language: 'javaScript', jsCode }, { typeVersion: 2 });

/** A node that hands on exactly these items. */
export const items = (name: string, list: Array<Record<string, unknown>>) =>
	code(name, `return ${JSON.stringify(list.map((json) => ({ json })))};`);

export const noOp = (name: string) => node(name, 'n8n-nodes-base.noOp');

export const runway = (name: string, parameters: Record<string, unknown>, settings: NodeSettings = {}) =>
	node(name, RUNWAY, parameters, settings);

/** Without connections the nodes are chained in the given order. */
export function workflow(
	name: string,
	nodes: WorkflowNode[],
	connections: Connection[] = chain(nodes),
	settings: Record<string, unknown> = {},
): WorkflowJson {
	return {
		name,
		nodes: nodes.map((each, index) => ({ ...each, position: [index * 220, 0] })),
		connections: toN8nConnections(connections),
		settings: { executionOrder: 'v1', ...settings },
	};
}

function chain(nodes: WorkflowNode[]): Connection[] {
	return nodes.slice(1).map((to, index) => ({ from: nodes[index]?.name ?? '', to: to.name }));
}

type Outputs = Record<string, Array<Array<{ node: string; type: string; index: number }>>>;

function toN8nConnections(connections: Connection[]): Record<string, Outputs> {
	const all: Record<string, Outputs> = {};
	for (const { from, to, output = 0, input = 0, type = 'main' } of connections) {
		const outputs = ((all[from] ??= {})[type] ??= []);
		while (outputs.length <= output) outputs.push([]);
		outputs[output]?.push({ node: to, type, index: input });
	}
	return all;
}
