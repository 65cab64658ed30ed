import { type INodeTypes, NodeHelpers, Workflow } from 'n8n-workflow';

import { Runway } from '../../nodes/Runway/Runway.node.ts';
import { RunwayTrigger } from '../../nodes/Runway/RunwayTrigger.node.ts';

describe.each([
	['Runway', new Runway().description.properties],
	['Runway Trigger', new RunwayTrigger().description.properties],
])('the parameters of %s', (_, properties) => {
	it('hang only on parameters that the same node has, since n8n 1.x does not start it otherwise', () => {
		const names = properties.map(({ name }) => name);
		const conditions = properties.flatMap(({ displayOptions = {} }) => Object.keys({ ...displayOptions.show, ...displayOptions.hide }));
		expect(conditions.filter((name) => !names.includes(name))).toEqual([]);
	});
});

describe('the API of the Runway Trigger', () => {
	const { credentials = [], properties } = new RunwayTrigger().description;
	const api = properties.find(({ name }) => name === 'api');
	const choices = (api?.options ?? []).flatMap((option) => ('value' in option ? String(option.value) : []));

	it.each([
		['pro', ['cometApiRunwayApi']],
		['official', ['cometApiRunwayApi']],
		['aiVideo', ['aiVideoApi']],
	])('asks for the credential of its account: %s', (choice, expected) => {
		expect(choices).toContain(choice);
		const shown = credentials.filter((credential) => NodeHelpers.displayParameter({ api: choice }, credential, null, null));
		expect(shown.map(({ name }) => name)).toEqual(expected);
	});

	it('can be chosen, since n8n hides a list whose every choice shows a credential', () => {
		const hiding = credentials.flatMap(({ displayOptions }) => displayOptions?.show?.api ?? []);
		expect(choices.filter((choice) => !hiding.includes(choice))).not.toEqual([]);
	});
});

describe('what a sleeping node says', () => {
	it.each([
		['video', 'imageToVideo', 'Suspended until CometAPI has finished “Video: Generate From Image”. No execution slot is held meanwhile.'],
		['aiVideo', 'wait', 'Suspended until AI Video API has finished “AI Video: Wait for Task”. No execution slot is held meanwhile.'],
	])('names whom it waits for, and for what: %s %s', (resource, operation, expected) => {
		const nodeTypes = { getByNameAndVersion: () => new Runway() } as unknown as INodeTypes;
		const node = { id: '1', name: 'Runway', type: 'runway', typeVersion: 1, position: [0, 0] as [number, number], parameters: { resource, operation } };
		const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		expect(expression.getSimpleParameterValue(node, new Runway().description.waitingNodeTooltip, 'internal', {})).toBe(expected);
	});
});
