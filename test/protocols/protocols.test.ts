import { isFormat, protocols } from '../../nodes/Runway/protocols/index.ts';
import type { Answer } from '../../nodes/Runway/task/request.ts';
import type { PendingTask } from '../../nodes/Runway/task/task.ts';
import { fixturesOf, formats } from '../support/fixtures.ts';

const rows = formats.flatMap((format) => fixturesOf(format).map((fixture) => ({ format, ...fixture })));
const reads = rows.filter(({ expected }) => 'state' in expected);
const submissions = rows.filter(({ expected }) => !('state' in expected));

function answer(body: unknown, httpStatus = 200, headers: Record<string, string> = {}): Answer {
	return { httpStatus, headers, body };
}

describe('a read', () => {
	it.each(reads)('understands $format/$name ($source)', ({ format, answer: given, expected }) => {
		expect(protocols[format].read(given)).toEqual(expected);
	});

	it.each(reads.filter(({ expected }) => 'vendorStatus' in expected))(
		'knows the word for the status in $format/$name, unless the fixture calls it unknown',
		({ format, expected, unknownWord }) => {
			const { status, vendorStatus } = expected as PendingTask;
			expect(protocols[format].statusOf(vendorStatus)).toBe(unknownWord ? undefined : status);
		},
	);

	it.each([
		['a poster', { poster: 'https://files.example.com/a.jpg' }],
		['a last frame', { last_frame: 'https://files.example.com/a.jpg' }],
		['a link of the inherited kind', JSON.parse('{"__proto__":{"video_url":"https://files.example.com/a.mp4"}}')],
		['a link with a login in it', { video_url: 'https://user:word@files.example.com/a.mp4' }],
	])('does not take %s for the result', (_, links) => {
		const entry = { task_id: 'a', status: '3', ...links };
		expect(protocols.pro.read(answer(entry))).toMatchObject({ state: 'failed', code: 'NO_OUTPUT' });
	});

	it.each([
		['official', { id: 'a', status: 'REVIEWING', output: ['https://files.example.com/a.mp4'] }],
		['pro', { task_id: 'a', status: 'upscaling', video_url: 'https://files.example.com/a.mp4' }],
		['aiVideo', { uuid: 'a', status: 'upscaling', url: 'https://files.example.com/a.mp4' }],
	] as const)('takes a file beside a word that nobody knows for a preview, in the %s format', (format, body) => {
		expect(protocols[format].read(answer(body))).toMatchObject({ state: 'pending', status: 'running' });
	});

	it.each(['constructor', '__proto__', 'toString', ''])('keeps waiting at the status "%s"', (status) => {
		expect(protocols.official.read(answer({ id: 'a', status }))).toMatchObject({ state: 'pending', status: 'running' });
		if (status) expect(protocols.aiVideo.read(answer({ uuid: 'a', status }))).toMatchObject({ state: 'pending' });
	});

	it.each([
		['seconds', 1773366766, '2026-03-13T01:52:46.000Z'],
		['milliseconds', 1773366766000, '2026-03-13T01:52:46.000Z'],
		['seconds in a text', '1773366766', '2026-03-13T01:52:46.000Z'],
		['a time with its zone', '2026-03-13T09:52:46+08:00', '2026-03-13T01:52:46.000Z'],
		['a time without a zone', '2026-03-13 09:52:46', undefined],
		['zero', 0, undefined],
		['a time that does not exist', '2026-13-45T09:52:46Z', undefined],
		['a figure beyond all calendars', 1e300, undefined],
	])('knows when a task was created from %s', (_, submit_time, expected) => {
		const reading = protocols.official.read(answer({ id: 'a', status: 'RUNNING', submit_time }));
		expect(reading).toEqual(expect.objectContaining({ facts: expected ? { createdAt: expected } : {} }));
	});

	it.each([
		[0.35, 35],
		['35%', 35],
		[35, 35],
		['1%', 1],
		[1, 100],
		[250, 100],
		[-1, undefined],
		['soon', undefined],
	])('shows the progress %p as %p percent', (progress, expected) => {
		const reading = protocols.official.read(answer({ id: 'a', status: 'RUNNING', progress }));
		expect(reading).toEqual(expect.objectContaining({ facts: expected === undefined ? {} : { progress: expected } }));
	});

	it.each([
		[1, '001'],
		['12', '012'],
		['001', '001'],
		['1000', '1000'],
		['E1', 'E1'],
		['1E', '1E'],
	])('shows the code %p of AI Video API as it is documented: %s', (error_code, code) => {
		expect(protocols.aiVideo.read(answer({ uuid: 'a', status: 'failed', error_code }))).toMatchObject({ state: 'failed', code });
	});

	it('takes an entry of the feed with a video for a success, although it says no word', () => {
		const video_url = 'https://files.example.com/a.mp4';
		expect(protocols.pro.read(answer({ task_id: 'a', video_url }))).toMatchObject({ state: 'succeeded', urls: [video_url] });
	});

	it('cleans and cuts the words of the vendor', () => {
		const failure = `bad\u0000 <b>image</b>\nsee https://files.example.com/a.png?token=secret ${'x'.repeat(900)}`;
		const reading = protocols.official.read(answer({ id: 'a', status: 'FAILED', failure }));
		const reason = 'reason' in reading ? reading.reason : '';
		expect(reason).toMatch(/^bad image see https:\/\/files\.example\.com\/a\.png x+…$/);
		expect(reason).toHaveLength(500);
	});
});

describe('a submission', () => {
	it.each(submissions)('understands $format/$name ($source)', ({ format, answer: given, expected }) => {
		expect(protocols[format].submitted(given)).toEqual(expected);
	});

	it('keeps the id of a task even beside an odd code, as the task may be paid', () => {
		expect(protocols.pro.submitted(answer({ code: 201, msg: 'ok', data: { task_id: 'a-1' } }))).toEqual({ taskId: 'a-1' });
	});

	it.each([
		['has white space in it', 'a b'],
		['is empty', ' '],
		['is endless', 'a'.repeat(201)],
		['has half a character in it', 'a\ud800'],
		['is an object', { id: 'a' }],
		['climbs out of its address', '..'],
		['climbs out of its address on the way', 'a/../b'],
	])('is not understood when its id %s', (_, id) => {
		expect(protocols.official.submitted(answer({ id }))).toEqual({ fault: { kind: 'notUnderstood' } });
	});

	it('is not taken for accepted when the answer with an id is a refusal', () => {
		expect(protocols.official.submitted(answer({ id: 'a' }, 503))).toMatchObject({ fault: { kind: 'serverTrouble' } });
	});
});

describe('a protocol', () => {
	const id = 'a/b?c';
	it.each([
		['official', { method: 'GET', path: '/runwayml/v1/tasks/a%2Fb%3Fc' }],
		['pro', { method: 'POST', path: '/runway/feed', body: { task_id: id } }],
		['aiVideo', { method: 'GET', path: '/status', query: { uuid: id } }],
	] as const)('asks for a task in the %s format', (format, expected) => {
		expect(protocols[format].statusRequest(id)).toEqual(expected);
	});

	it('asks for a task with half a character in its id without throwing', () => {
		expect(protocols.official.statusRequest('a\ud800b').path).toBe('/runwayml/v1/tasks/ab');
	});

	it.each([
		['official', { 'X-Runway-Version': '2024-11-06' }, undefined],
		['pro', { 'X-Runway-Version': '2024-11-06' }, 'POST'],
		['aiVideo', {}, 'GET'],
	] as const)('sends its headers and names its callback in the %s format', (format, headers, callbackMethod) => {
		expect(protocols[format].headers('2024-11-06')).toEqual(headers);
		expect(protocols[format].callbackMethod).toBe(callbackMethod);
		expect(protocols[format].format).toBe(format);
	});

	it.each([
		['official', 'Task > Get', 'Task > Wait for Completion'],
		['pro', 'Task > Get', 'Task > Wait for Completion'],
		['aiVideo', 'AI Video > Get Task', 'AI Video > Wait for Task'],
	] as const)('names the operations that read and await its tasks, in the %s format', (format, get, wait) => {
		expect(protocols[format].taskOperations).toEqual({ get, wait });
	});

	it.each([
		...formats.map((format): [unknown, boolean] => [format, true]),
		...['Official', '', 'constructor', ['pro'], null].map((name): [unknown, boolean] => [name, false]),
	])('has a name that is known: %j, %p', (name, isKnown) => {
		expect(isFormat(name)).toBe(isKnown);
	});
});
