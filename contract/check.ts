import type { Answer, ApiRequest } from '../nodes/Runway/task/request.ts';
import { send } from './http.ts';
import { type Account, CannotRun, type Options } from './options.ts';
import { freeProbes, type Probe } from './probes.ts';
import { writeFixture } from './record.ts';
import { redact } from './redact.ts';
import { judgeProbe, kindOf, readWith, type Row } from './verdict.ts';

export type Print = (line: string) => void;
export type Ask = (question: string) => Promise<string>;

export interface Run {
	accounts: Account[];
	options: Options;
	/** Where this run's answers go. */
	folder: string;
	print: Print;
	ask: Ask;
}

/** Every free probe of the vendors there is a key for, one after the other. */
export async function checkForFree(run: Run): Promise<Row[]> {
	const rows: Row[] = [];
	for (const probe of freeProbes()) {
		const account = run.accounts.find(({ vendor }) => vendor === probe.vendor);
		if (!account) continue;
		announce(run.print, account, probe.request, probe.headers);
		const answer = await send(account, probe.request, probe.headers);
		// Lists and reads come first; without a known key nothing else can be learnt.
		if (probe.reader !== 'submitted') requireKnownKey(probe, account, answer);
		const clean = redact(answer, [account.key]);
		rows.push(record(run, account, judgeProbe(probe, clean), probe, clean));
	}
	return rows;
}

export function announce(print: Print, { baseUrl }: Account, { method, path, query, body }: ApiRequest, headers: Record<string, string>): void {
	const search = query ? `?${new URLSearchParams(query)}` : '';
	const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
	print(['→', method, `${baseUrl}${path}${search}`, ...named, body ? JSON.stringify(body) : ''].filter(Boolean).join(' '));
}

/** What no reader of the node's reads is not a fixture. */
function record({ folder, print }: Run, account: Account, row: Row, { name, format, reader }: Probe, answer: Answer): Row {
	if (reader === 'models') return row;
	const path = writeFixture(folder, account, name, format, reader, answer);
	if (row.verdict === 'NOT UNDERSTOOD') print(`  not understood, written to ${path}`);
	return row;
}

function requireKnownKey({ format }: Probe, { vendor }: Account, answer: Answer): void {
	if (kindOf(readWith(format, 'read', answer)) !== 'badKey') return;
	throw new CannotRun(`${vendor} does not accept the key: paste it again, without spaces and without the word Bearer.`);
}
