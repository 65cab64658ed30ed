import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription, INodeTypes, IWebhookResponseData } from 'n8n-workflow';

import { Runway } from '../../../nodes/Runway/Runway.node.ts';

/** Starts a test's workflow with the items that the test wants. */
class Items implements INodeType {
	description = {
		displayName: 'Items',
		name: 'items',
		group: ['trigger' as const],
		version: 1,
		description: 'Gives the items of the test',
		defaults: { name: 'Items' },
		inputs: [],
		outputs: ['main' as const],
		properties: [{ displayName: 'Items', name: 'items', type: 'json' as const, default: '[]' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getNodeParameter('items', 0) as unknown as INodeExecutionData[];
		return await Promise.resolve([items]);
	}
}

/** Ends a branch, so that a test can see what arrived there. */
class Sink implements INodeType {
	description = {
		displayName: 'Sink',
		name: 'sink',
		group: ['output' as const],
		version: 1,
		description: 'Passes its input on',
		defaults: { name: 'Sink' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await Promise.resolve([this.getInputData()]);
	}
}

/** Waits until somebody calls the execution, and declares it as n8n's Wait node does, at the empty path. */
class Approval implements INodeType {
	description: INodeTypeDescription = {
		...new Sink().description,
		displayName: 'Approval',
		name: 'approval',
		webhooks: (['GET', 'POST'] as const).map((httpMethod) => ({ name: 'default', httpMethod, path: '', isFullPath: true, restartWebhook: true })),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		await this.putExecutionToWait(new Date(Date.now() + 24 * 60 * 60_000));
		return [this.getInputData()];
	}

	async webhook(): Promise<IWebhookResponseData> {
		return await Promise.resolve({ workflowData: [[{ json: { isApproved: true } }]] });
	}
}

/** Closes a loop: hands its items back for as many rounds as wanted, then on. */
class Again implements INodeType {
	description = {
		displayName: 'Again',
		name: 'again',
		group: ['transform' as const],
		version: 1,
		description: 'Runs the nodes before it again',
		defaults: { name: 'Again' },
		inputs: ['main' as const],
		outputs: ['main' as const, 'main' as const],
		properties: [
			{ displayName: 'Items', name: 'items', type: 'json' as const, default: '[]' },
			{ displayName: 'Rounds', name: 'rounds', type: 'number' as const, default: 1 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const runIndex = Number(this.getWorkflowDataProxy(0).$runIndex);
		const items = this.getNodeParameter('items', 0) as unknown as INodeExecutionData[];
		const isDone = runIndex + 1 >= Number(this.getNodeParameter('rounds', 0));
		return await Promise.resolve(isDone ? [[], this.getInputData()] : [items, []]);
	}
}

/** Calls its tool once, as a language model would have decided to, and answers with what it was told. */
class Agent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: 'Calls its tool',
		defaults: { name: 'Agent' },
		inputs: ['main', { type: 'ai_tool', required: true }],
		outputs: ['main'],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const [tool] = (await this.getInputConnectionData('ai_tool', 0)) as Array<{ invoke(args: object): Promise<string> }>;
		const told = await tool?.invoke({});
		return [[{ json: { told } }]];
	}
}

/** n8n makes a tool of a node by giving it other sockets and a description. */
function asTool(node: INodeType): INodeType {
	const properties = [{ displayName: 'Description', name: 'toolDescription', type: 'string' as const, default: 'Makes a video' }];
	const description: INodeTypeDescription = { ...node.description, inputs: [], outputs: ['ai_tool'], properties: [...properties, ...node.description.properties] };
	return Object.create(node, { description: { value: description } });
}

const types: Record<string, INodeType> = {
	items: new Items(),
	sink: new Sink(),
	approval: new Approval(),
	again: new Again(),
	agent: new Agent(),
	runway: new Runway(),
	runwayTool: new Runway(),
	runwayAgentTool: asTool(new Runway()),
};

export const nodeTypes: INodeTypes = {
	getByName: (name) => types[name] as INodeType,
	getByNameAndVersion: (name) => types[name] as INodeType,
	getKnownTypes: () => ({}),
};
