import type { Answer, Fault, Format, Reading } from '../nodes/Runway/task/types.ts';
import { fixturesOf } from '../test/support/fixtures.ts';
import type { Expected, Probe } from './probes.ts';
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

const UNDOCUMENTED = 'an answer nobody documented';

export function readWith(format: Format, reader: 'read' | 'submitted', answer: Answer): Read {
	return shipped.protocols[format][reader](answer);
}

/** A refusal was due: anything the protocol can name is understood, a task or a riddle is not. */
export function judgeProbe({ name, format, reader, expected }: Probe, answer: Answer): Row {
	if (reader === 'models') return judgeModels(name, expected, answer);
	const result = readWith(format, reader, answer);
	const kind = kindOf(result);
	const row = { probe: name, documented: expected.words, seen: describe(answer), readBy: `${format}.${reader}: ${kind}` };
	if (isExpected(expected, answer, kind)) return { ...row, verdict: 'as documented' };
	// A wrong path that ends at a web site is documented too, and "a page instead of an answer" is what the node says then.
	const isPage = expected.kinds[0] === 'wrongAddress' && kind === 'notUnderstood' && typeof answer.body === 'string' && /<html/i.test(answer.body);
	return { ...row, verdict: isPage || isRefusal(result) ? 'accepted variant' : 'NOT UNDERSTOOD' };
}

/** A step of a task that was paid for: it has to be a task in a state the documents name. */
export function judgeStep(probe: string, format: Format, reader: 'read' | 'submitted', answer: Answer): Row {
	const result = readWith(format, reader, answer);
	const documented = reader === 'submitted' ? 'a task id' : 'the task, or not known yet';
	const row = { probe, documented, seen: describe(answer), readBy: `${format}.${reader}: ${kindOf(result)}` };
	return { ...row, verdict: verdictOfStep(format, result) };
}

function verdictOfStep(format: Format, result: Read): Verdict {
	if ('taskId' in result) return 'as documented';
	if (faultOf(result)) return isRefusal(result) ? 'accepted variant' : 'NOT UNDERSTOOD';
	if (!('state' in result) || result.state !== 'pending') return 'as documented';
	return knownWords(format).has(result.vendorStatus.toLowerCase()) ? 'as documented' : 'NOT UNDERSTOOD';
}

function knownWords(format: Format): Set<string> {
	// Both CometAPI routes may answer in either one's words.
	const formats: Format[] = format === 'aiVideo' ? ['aiVideo'] : ['official', 'pro'];
	const documented = formats.flatMap(fixturesOf).filter(({ source }) => source !== UNDOCUMENTED);
	return new Set(documented.flatMap(({ expected }) => ('state' in expected && expected.state === 'pending' ? [expected.vendorStatus.toLowerCase()] : [])));
}

function judgeModels(probe: string, expected: Expected, answer: Answer): Row {
	const { body } = answer;
	const isList = typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data);
	const readBy = isList ? 'credential test' : `official.submitted: ${kindOf(readWith('official', 'submitted', answer))}`;
	const verdict = isList && answer.httpStatus === 200 ? 'as documented' : isRefusal(readWith('official', 'submitted', answer)) ? 'accepted variant' : 'NOT UNDERSTOOD';
	return { probe, documented: expected.words, seen: describe(answer), readBy, verdict };
}

function isExpected({ httpStatus, kinds }: Expected, answer: Answer, kind: string): boolean {
	return httpStatus.includes(answer.httpStatus) && kinds.some((expected) => expected === kind);
}

function isRefusal(result: Read): boolean {
	if ('state' in result && result.state === 'missing') return true;
	const fault = faultOf(result);
	return fault !== undefined && fault.kind !== 'notUnderstood';
}

function faultOf(result: Read): Fault | undefined {
	return 'fault' in result ? result.fault : undefined;
}

export function kindOf(result: Read): string {
	if ('fault' in result) return result.fault.kind;
	if ('taskId' in result) return 'taken as a new task';
	return result.state === 'pending' ? `pending "${result.vendorStatus}"` : result.state;
}

export function describe({ httpStatus, body }: Answer): string {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return `${httpStatus} ${text.replace(/\s+/g, ' ').slice(0, 70)}`.trim();
}
