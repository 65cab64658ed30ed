import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_NAME } from '../playground/lab/package.ts';
import { PROJECT_FOLDER, STATE_FOLDER } from '../playground/lab/lines.ts';
import { run } from '../playground/lab/run.ts';
import { atMost, explained, figure, type Section } from './report.ts';
import { median } from './statistics.ts';

/** Video nodes for n8n that are published on npm. */
const PEERS = ['@heygenofficial/n8n-nodes-heygen-official@0.1.9', 'n8n-nodes-templated@0.4.5', 'n8n-nodes-tiktok@0.1.5'];
const REPETITIONS = { full: 15, quick: 5 };
const QUIET = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];

interface Weighed {
	name: string;
	tarballKilobytes: number;
	unpackedKilobytes: number;
	dependencies: number;
	loadMs: number[];
}

/** What a package costs before it does anything: to download, on disk, and at each start of n8n. */
export async function weight(ownTarball: string, isQuick: boolean): Promise<Section> {
	const folder = join(STATE_FOLDER, 'bench');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
	const packed = await Promise.all([ownTarball, ...PEERS].map(async (spec) => await weigh(folder, spec)));
	await run('npm', ['install', ...packed.map(({ tarball }) => tarball), ...QUIET], { cwd: folder });

	const weighed: Weighed[] = packed.map(({ tarball: _, ...rest }) => ({ ...rest, dependencies: dependenciesOf(folder, rest.name), loadMs: [] }));
	for (let repetition = 0; repetition < (isQuick ? REPETITIONS.quick : REPETITIONS.full); repetition++) {
		for (const { name, loadMs } of weighed) loadMs.push(loadTime(folder, name));
	}
	const label = (name: string) => (name === PACKAGE_NAME ? 'this node' : name);
	const [own, ...others] = weighed;
	if (!own) throw new Error('The package itself was not weighed');
	const least = (of: (each: Weighed) => number) => of(own) / Math.min(...others.map(of));
	return {
		name: 'weight',
		title: 'Weight of the package',
		figures: weighed.flatMap(({ name, tarballKilobytes, unpackedKilobytes, dependencies, loadMs }) => [
			figure('tarball', label(name), 'KB', [tarballKilobytes]),
			figure('unpacked', label(name), 'KB', [unpackedKilobytes]),
			figure('dependencies', label(name), 'packages', [dependencies]),
			figure('load time', label(name), 'ms', loadMs),
		]),
		goals: [
			atMost('dependencies', own.dependencies, 0),
			explained(atMost('unpacked size ÷ the smallest other', least(({ unpackedKilobytes }) => unpackedKilobytes), 1)),
			explained(atMost('load time ÷ the fastest other', least(({ loadMs }) => median(loadMs)), 1)),
			atMost('unpacked size in KB', own.unpackedKilobytes, 230),
			atMost('load time ÷ the median of the others', median(own.loadMs) / median(others.map(({ loadMs }) => median(loadMs))), 2),
		],
	};
}

async function weigh(folder: string, spec: string) {
	const [packed] = JSON.parse(await run('npm', ['pack', spec, '--json', '--ignore-scripts', '--loglevel=error'], { cwd: folder })) as Array<{
		name: string;
		filename: string;
		size: number;
		unpackedSize: number;
	}>;
	if (!packed) throw new Error(`npm packed nothing for ${spec}`);
	const tarball = join(folder, packed.filename);
	return { name: packed.name, tarball, tarballKilobytes: packed.size / 1_024, unpackedKilobytes: packed.unpackedSize / 1_024 };
}

function dependenciesOf(folder: string, name: string): number {
	const manifest = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { dependencies?: object };
	return Object.keys(manifest.dependencies ?? {}).length;
}

/** In a process of its own, with n8n-workflow loaded already as it is in n8n; n8n loads and builds every class at each start. */
function loadTime(folder: string, name: string): number {
	const args = ['--disable-warning=DEP0040', join(import.meta.dirname, 'load.cjs'), join(folder, 'node_modules', name)];
	const env = { ...process.env, NODE_PATH: join(PROJECT_FOLDER, 'node_modules') };
	return Number(execFileSync(process.execPath, args, { env, encoding: 'utf8' }).trim().split('\n').at(-1));
}
