import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const DUMMY = { name: 'n8n-nodes-lab-dummy', type: 'n8n-nodes-lab-dummy.dummy' };

/** Packs a community package with one node whose output tells which build of it ran. */
export function packDummy(folder: string, build: string): string {
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({
			name: DUMMY.name,
			version: '1.0.0',
			keywords: ['n8n-community-node-package'],
			peerDependencies: { 'n8n-workflow': '*' },
			n8n: { n8nNodesApiVersion: 1, nodes: ['Dummy.node.js'] },
		}),
	);
	writeFileSync(join(folder, 'Dummy.node.js'), nodeSource(build));
	execFileSync('npm', ['pack', '--silent', '--ignore-scripts'], { cwd: folder });
	return join(folder, `${DUMMY.name}-1.0.0.tgz`);
}

const nodeSource = (build: string) => `
exports.Dummy = class {
	description = {
		displayName: 'Dummy', name: 'dummy', group: ['transform'], version: 1, description: 'Dummy',
		defaults: { name: 'Dummy' }, inputs: ['main'], outputs: ['main'], properties: [],
	};
	async execute() {
		return [this.getInputData().map((item, index) => ({ json: { ...item.json, build: '${build}' }, pairedItem: index }))];
	}
};
`;
