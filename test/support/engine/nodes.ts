import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypes } from 'n8n-workflow';

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

const types: Record<string, INodeType> = { items: new Items(), sink: new Sink(), runway: new Runway(), runwayTool: new Runway() };

export const nodeTypes: INodeTypes = {
	getByName: (name) => types[name] as INodeType,
	getByNameAndVersion: (name) => types[name] as INodeType,
	getKnownTypes: () => ({}),
};
