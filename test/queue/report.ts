import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Line, N8N_VERSIONS, PROJECT_FOLDER } from '../../playground/lab/lines.ts';
import type { Scenario } from './scenarios.ts';
import type { Outcome } from './stage.ts';

export interface Row {
	line: Line;
	scenario: Scenario;
	outcome?: Outcome;
}

const PAGE = join(PROJECT_FOLDER, 'docs', 'reliability.md');
const SECTION = /(?<=<!-- queue:start -->\n)[\s\S]*(?=<!-- queue:end -->)/;
const EMPTY_SECTION = '\n## Queue mode\n\n`npm run test:queue` prints this table.\n\n<!-- queue:start -->\n<!-- queue:end -->\n';

/** Holds no times, so that it changes only when the behaviour does. */
export function tableOf(rows: Row[]): string {
	const lines = rows.map(({ line, scenario, outcome }) => {
		const cells = outcome ? [outcome.wishes, outcome.charged, outcome.delivered, outcome.ended] : ['', '', '', '**failed**'];
		return `| ${[N8N_VERSIONS[line], scenario.title, ...cells].join(' | ')} |`;
	});
	return ['| n8n | Scenario | Items | Tasks charged | Tasks delivered | Execution |', '|---|---|--:|--:|--:|---|', ...lines, ''].join('\n');
}

export function writeTable(table: string): void {
	mkdirSync(dirname(PAGE), { recursive: true });
	const found = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '# Reliability\n';
	const page = SECTION.test(found) ? found : found + EMPTY_SECTION;
	writeFileSync(PAGE, page.replace(SECTION, () => table));
}
