import type { Row } from './verdict.ts';

const columns: Array<keyof Row> = ['probe', 'documented', 'seen', 'readBy', 'verdict'];

export function table(rows: Row[]): string {
	const head = { probe: 'probe', documented: 'documented', seen: 'seen', readBy: 'read by', verdict: 'verdict' };
	const lines = [head, ...rows];
	const widths = columns.map((column) => Math.max(...lines.map((line) => line[column].length)));
	return lines.map((line) => columns.map((column, index) => line[column].padEnd(widths[index] ?? 0)).join(' | ').trimEnd()).join('\n');
}
