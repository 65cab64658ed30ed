import { join } from 'node:path';

export const LINES = ['2.x', '1.x'] as const;
export type Line = (typeof LINES)[number];

export const N8N_VERSIONS: Record<Line, string> = { '2.x': '2.41.1', '1.x': '1.123.81' };

export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');

/** Everything the lab writes lies below this one ignored folder. */
export const STATE_FOLDER = process.env['N8N_LAB_FOLDER'] ?? join(PROJECT_FOLDER, '.n8n-lab');

export const manifestFolder = (line: Line) => join(import.meta.dirname, line);

export const lineFolder = (line: Line, stateFolder = STATE_FOLDER) => join(stateFolder, line);

export const isLine = (value: string): value is Line => LINES.some((line) => line === value);

/** Each line brings its own Node 24: n8n 2.36 and later refuse anything older. */
export function n8nCommand(line: Line, stateFolder = STATE_FOLDER) {
	const modules = join(lineFolder(line, stateFolder), 'node_modules');
	return {
		node: join(modules, '.bin', 'node'),
		script: join(modules, 'n8n', 'bin', 'n8n'),
		compileCache: join(lineFolder(line, stateFolder), 'compile-cache'),
	};
}
