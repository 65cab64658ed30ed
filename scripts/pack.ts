import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export interface PackedPackage {
	filename: string;
	size: number;
	files: Array<{ path: string }>;
}

function npmPack(...options: string[]): PackedPackage {
	const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', ...options], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		shell: process.platform === 'win32',
	});
	const [packed] = JSON.parse(output) as PackedPackage[];
	if (!packed) throw new Error('npm packed nothing');
	return packed;
}

/** What publishing would upload, without writing it. */
export const previewPack = (): PackedPackage => npmPack('--dry-run');

/** Writes the tarball into a folder and gives its path. */
export const pack = (folder: string): string => join(folder, npmPack('--pack-destination', folder).filename);
