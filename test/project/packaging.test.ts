import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { previewPack } from '../../scripts/pack.ts';

const root = join(import.meta.dirname, '../..');

interface Manifest {
	dependencies?: object;
	peerDependencies: object;
	scripts: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const loadedFiles = [...manifest.n8n.nodes, ...manifest.n8n.credentials];

const allowed = [
	/^dist\/(nodes|credentials)\/[\w./]+\.js$/,
	/^dist\/nodes\/Runway\/\w+\.node\.json$/,
	/^dist\/nodes\/Runway\/runway(\.dark)?\.svg$/,
	/^dist\/nodes\/Runway\/__schema__\/v1\.0\.0\/\w+\/\w+\.json$/,
	/^(index\.js|README\.md|LICENSE|package\.json)$/,
];

const packed = previewPack();
const packedPaths = packed.files.map(({ path }) => path);

describe('the published package', () => {
	it('holds the built code, its entry and its papers, and nothing else', () => {
		expect(packedPaths.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
	});

	it('holds every file that n8n is told to load', () => {
		expect(packedPaths).toEqual(expect.arrayContaining(loadedFiles));
	});

	it('is smaller than 60 KB', () => {
		process.stdout.write(`› packed size ${(packed.size / 1024).toFixed(1)} KB\n`);
		expect(packed.size).toBeLessThan(60 * 1024);
	});

	it('brings nothing along at run time', () => {
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});
});
