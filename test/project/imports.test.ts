import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const posix = (path: string): string => path.split(sep).join('/');

interface Import {
	file: string;
	/** A file of the project, or the name of a package. */
	target: string;
	isTypeOnly: boolean;
}

const files = globSync('{nodes,credentials,contract,playground,scripts,bench,test}/**/*.{ts,mjs}', { cwd: root }).map(posix).sort();
const imports = files.flatMap(importsOf);

/** Every import of a file, those of types included. */
function importsOf(file: string): Import[] {
	const text = readFileSync(join(root, file), 'utf8');
	const values = new Set([...text.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)';/gm)].map(([, name]) => name));
	return ts.preProcessFile(text).importedFiles.map(({ fileName: name }) => ({ file, target: targetOf(file, name), isTypeOnly: !values.has(name) }));
}

function targetOf(file: string, name: string): string {
	if (!name.startsWith('.')) return name;
	const path = posix(relative(root, join(root, file, '..', name)));
	// One that is not there is a line of the guide's example, told about in a test; the compiler knows of any other.
	return [`${path}.ts`, `${path}/index.ts`, path].find((candidate) => existsSync(join(root, candidate))) ?? path;
}

const described = ({ file, target }: Import): string => `${file} imports ${target}`;

const API = ['operations', 'protocols', 'task'];

/** What the files of a folder may import, besides each other. */
const folders: Array<[folder: string, others: string[]]> = [
	['task', []],
	['protocols', ['task']],
	['operations', ['protocols', 'task']],
	['description', API],
	['n8n/context', API],
	['n8n/callback', ['n8n/context', ...API]],
	['n8n/suspend', ['n8n/callback', 'n8n/context', ...API]],
	['n8n/run', ['n8n/suspend', 'n8n/callback', 'n8n/context', ...API]],
	['n8n/trigger', ['n8n/callback', 'n8n/context', ...API]],
	['n8n/editor', ['n8n/context', ...API]],
];

const isIn = (folder: string) => (path: string) => path.startsWith(`nodes/Runway/${folder}/`);
const importsFrom = (folder: string): Import[] => imports.filter(({ file }) => isIn(folder)(file));

describe('in nodes/', () => {
	it.each(folders)('%s imports no folder but %j', (folder, others) => {
		const isAllowed = ({ target }: Import) => !target.includes('/') || [folder, ...others].some((each) => isIn(each)(target));
		expect(importsFrom(folder).filter((each) => !isAllowed(each)).map(described)).toEqual([]);
	});

	it('no file lies outside these folders, but the nodes themselves', () => {
		const isPlaced = (file: string) => folders.some(([folder]) => isIn(folder)(file));
		const elsewhere = files.filter((file) => file.startsWith('nodes/') && !isPlaced(file));
		expect(elsewhere).toEqual(['Runway.node.ts', 'RunwayTrigger.node.ts', 'index.ts'].map((name) => `nodes/Runway/${name}`));
	});

	it.each(['task', 'protocols'])('%s imports no package, n8n least of all', (folder) => {
		expect(importsFrom(folder).filter(({ target }) => !files.includes(target)).map(described)).toEqual([]);
	});

	it.each(['operations', 'description'])('%s takes only types from packages', (folder) => {
		const values = importsFrom(folder).filter(({ target, isTypeOnly }) => !files.includes(target) && !isTypeOnly);
		expect(values.map(described)).toEqual([]);
	});
});

describe('in the whole project', () => {
	/** The ways that lead from a file back to itself, each circle once. */
	function circles(): string[] {
		const found = new Map<string, string>();
		const finished = new Set<string>();
		const visit = (file: string, way: string[]) => {
			const circle = way.includes(file) ? way.slice(way.indexOf(file)) : undefined;
			if (circle) found.set(circle.toSorted().join(), [...circle, file].join(' → '));
			if (circle || finished.has(file)) return;
			for (const each of imports) if (each.file === file) visit(each.target, [...way, file]);
			finished.add(file);
		};
		for (const file of files) visit(file, []);
		return [...found.values()];
	}

	it('no file leads back to itself, not even by a type', () => {
		expect(circles()).toEqual([]);
	});
});
