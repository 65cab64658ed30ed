import type { Protocol } from '../nodes/Runway/task/protocol.ts';
import type { Answer } from '../nodes/Runway/task/request.ts';
import type { Run } from './check.ts';
import type { Account } from './options.ts';
import { writeFixture } from './record.ts';
import { redact } from './redact.ts';
import { judgeStep, kindOf, readWith, type Row } from './verdict.ts';

/** One task that is paid for, and where its answers go. */
export interface Purchase extends Run {
	key: string;
	account: Account;
	protocol: Protocol;
}

/** Judges one answer and keeps it as a fixture. */
export function step({ folder, print, key, account, protocol }: Purchase, name: string, reader: 'read' | 'submitted', answer: Answer): Row {
	const { format } = protocol;
	const clean = redact(answer, [account.key]);
	const path = writeFixture(folder, account, `${key} ${name}`, format, reader, clean);
	print(`  ${kindOf(readWith(format, reader, clean))}, written to ${path}`);
	return judgeStep(`${key} ${name}`, format, reader, clean);
}
