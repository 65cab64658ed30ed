import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from './verdict.ts';

export interface Row {
	title: string;
	verdict?: Verdict;
}

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'reliability.md');

const columns: Array<[heading: string, field: Exclude<keyof Verdict, 'perWish'>]> = [
	['Injected', 'injected'],
	['Tasks charged', 'charged'],
	['Tasks delivered', 'delivered'],
	['Told as unknown', 'told'],
	['Tasks lost', 'lost'],
	['Secrets seen', 'secrets'],
];

export function tableOf(rows: Row[]): string {
	return [
		`| Fault | ${columns.map(([heading]) => heading).join(' | ')} |`,
		`|---|${columns.map(() => '--:|').join('')}`,
		...rows.map(({ title, verdict }) => `| ${title} | ${columns.map(([, field]) => verdict?.[field] ?? '–').join(' | ')} |`),
		'',
	].join('\n');
}

/** Each table stands between a pair of marks of its section. */
export function writeTables(tables: Map<string, string>): void {
	let page = readFileSync(PAGE, 'utf8');
	for (const [section, table] of tables) {
		const place = new RegExp(`(?<=<!-- ${section}:start -->\\n)[\\s\\S]*(?=<!-- ${section}:end -->)`);
		if (!place.test(page)) throw new Error(`docs/reliability.md has no place for the table ${section}`);
		page = page.replace(place, () => table);
	}
	writeFileSync(PAGE, page);
}
