import type { Format } from '../nodes/Runway/task/protocol.ts';
import type { Answer } from '../nodes/Runway/task/request.ts';
import { fixturesOf, formats } from '../test/support/fixtures.ts';

const UNDOCUMENTED = 'an answer nobody documented';

const fixtures = formats.flatMap((format) => fixturesOf(format).map((fixture) => ({ format, ...fixture, path: `${format}/${fixture.name}` })));
const documented = fixtures.filter(({ source }) => source !== UNDOCUMENTED);

/** For the reader of the table: the status and the names that these fixtures hold. */
export function documentedForms(paths: string[]): string {
	const forms = paths.map(fixtureAt).map(({ answer: { httpStatus, body } }) => `${httpStatus} ${isObject(body) ? `{${Object.keys(body).join(', ')}}` : 'text'}`);
	return [...new Set(forms)].join(' or ');
}

/** Whether the documents print it like that, in one of these fixtures or in any: same status, same names, same kinds of values. */
export function isDocumented(answer: Answer, paths = documented.map(({ path }) => path)): boolean {
	const form = formOf(answer);
	return paths.map(fixtureAt).some((fixture) => formOf(fixture.answer) === form);
}

/** The words for a task under way; both CometAPI routes may answer in either one's. */
export function knownWords(format: Format): Set<string> {
	const own: Format[] = format === 'aiVideo' ? ['aiVideo'] : ['official', 'pro'];
	const expected = documented.filter((fixture) => own.includes(fixture.format)).map((fixture) => fixture.expected);
	return new Set(expected.flatMap((reading) => ('state' in reading && reading.state === 'pending' ? [reading.vendorStatus.toLowerCase()] : [])));
}

function fixtureAt(path: string) {
	const fixture = fixtures.find((candidate) => candidate.path === path);
	if (!fixture) throw new Error(`There is no fixture ${path}`);
	return fixture;
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function formOf({ httpStatus, body }: Answer): string {
	return `${httpStatus} ${shapeOf(body, 1)}`;
}

/** Names and kinds without values, so that a new time or percentage is not a new answer. */
export function shapeOf(value: unknown, depth = 9): string {
	if (Array.isArray(value)) return depth > 0 && value.length > 0 ? `[${shapeOf(value[0], depth - 1)}]` : '[]';
	if (!isObject(value)) return value === null ? 'null' : typeof value;
	if (depth === 0) return '{}';
	return `{${Object.entries(value).map(([name, entry]) => `${name}:${shapeOf(entry, depth - 1)}`).sort().join()}}`;
}
