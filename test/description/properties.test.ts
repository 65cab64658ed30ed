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
