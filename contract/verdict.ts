import type { Fault } from '../nodes/Runway/task/faults.ts';
import type { Format } from '../nodes/Runway/task/protocol.ts';
import type { Answer } from '../nodes/Runway/task/request.ts';
import type { Reading } from '../nodes/Runway/task/task.ts';
import { documentedForms, isDocumented, knownWords } from './documented.ts';
import type { ExpectedKind, Probe } from './probes.ts';
import { shipped } from './shipped.ts';

export type Verdict = 'as documented' | 'accepted variant' | 'NOT UNDERSTOOD';
export type Read = Reading | { taskId: string } | { fault: Fault };

export interface Row {
	probe: string;
	documented: string;
	seen: string;
	readBy: string;
	verdict: Verdict;
}

/** A refusal for the account's sake says nothing about the request. */
const ABOUT_THE_ACCOUNT: string[] = ['noCredit', 'forbidden', 'busy', 'noChannel'];
/** The node reads again after these. */
const PASSING: string[] = ['busy', 'serverTrouble'];

export function readWith(format: Format, reader: 'read' | 'submitted', answer: Answer): Read {
	return shipped.protocols[format][reader](answer);
}

/** The documented answer, or one that the node reads as the same thing. */
export function judgeProbe({ name, format, reader, expected }: Probe, answer: Answer): Row {
	if (reader === 'models') return judgeModels(name, answer);
	const kind = kindOf(readWith(format, reader, answer));
	const row = { probe: name, documented: documentedForms(expected.fixtures), seen: describe(answer), readBy: `${format}.${reader}: ${kind}` };
	const kinds: string[] = expected.kinds satisfies ExpectedKind[];
	if (!kinds.includes(isPage(answer, kind) ? 'page' : kind)) return { ...row, verdict: 'NOT UNDERSTOOD' };
	return { ...row, verdict: isDocumented(answer, expected.fixtures) ? 'as documented' : 'accepted variant' };
}

/** A step of a task that was paid for: the node has to get its id, then its state, then its result. */
export function judgeStep(probe: string, format: Format, reader: 'read' | 'submitted', answer: Answer): Row {
	const result = readWith(format, reader, answer);
	const kind = kindOf(result);
	const documented = reader === 'submitted' ? 'a task id' : 'the task, or not known yet';
	const row = { probe, documented, seen: describe(answer), readBy: `${format}.${reader}: ${kind}` };
	if (!isUnderstood(format, reader, result)) return { ...row, verdict: 'NOT UNDERSTOOD' };
	return { ...row, verdict: !faultOf(result) && isDocumented(answer) ? 'as documented' : 'accepted variant' };
}

function isUnderstood(format: Format, reader: 'read' | 'submitted', result: Read): boolean {
	const fault = faultOf(result);
	if (fault) return (reader === 'submitted' ? ABOUT_THE_ACCOUNT : PASSING).includes(fault.kind);
	if (!('state' in result)) return true;
	if (result.state === 'pending') return knownWords(format).has(result.vendorStatus.toLowerCase());
	// A result that was paid for and not found is the costliest surprise of all.
	return result.state !== 'failed' || result.code !== shipped.NO_OUTPUT;
}

/** The credential test takes this list and nothing else. */
function judgeModels(probe: string, answer: Answer): Row {
	const isAccepted = shipped.cometProbe.isOwn(answer.body);
	const row = { probe, documented: 'list of models', seen: describe(answer), readBy: `credential test: ${isAccepted ? 'accepted' : 'refused'}` };
	return { ...row, verdict: isAccepted ? 'as documented' : 'NOT UNDERSTOOD' };
}

/** A wrong path may end at a web site, and "a page instead of an answer" is what the node says then. */
function isPage({ body }: Answer, kind: string): boolean {
	return kind === 'notUnderstood' && typeof body === 'string' && /<html/i.test(body);
}

function faultOf(result: Read): Fault | undefined {
	return 'fault' in result ? result.fault : undefined;
}

export function kindOf(result: Read): string {
	if ('fault' in result) return result.fault.kind;
	if ('taskId' in result) return 'taken as a new task';
	if (result.state === 'failed' && result.code === shipped.NO_OUTPUT) return 'succeeded without a result';
	return result.state === 'pending' ? `pending "${result.vendorStatus}"` : result.state;
}

function describe({ httpStatus, body }: Answer): string {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return `${httpStatus} ${text.replace(/\s+/g, ' ').slice(0, 70)}`.trim();
}
