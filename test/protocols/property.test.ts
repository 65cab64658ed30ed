import * as fc from 'fast-check';

import { protocols } from '../../nodes/Runway/protocols/index.ts';
import type { Answer } from '../../nodes/Runway/task/request.ts';
import type { Reading } from '../../nodes/Runway/task/task.ts';
import { fixturesOf, formats } from '../support/fixtures.ts';
import { saysSuccess } from '../support/saysSuccess.ts';

const MAX_TEXT_LENGTH = 500;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const RUNS = { numRuns: 3_000 };

const keys = fc.constantFrom(
	'id', 'task_id', 'uuid', 'status', 'state', 'code', 'data', 'error', 'message', 'msg', 'detail', 'issues', 'output',
	'video_url', 'result_url', 'url', 'gif_url', 'fail_reason', 'failure', 'failureCode', 'error_code', 'progress',
	'cost', 'credits', 'point', 'refund', 'createdAt', 'submit_time', 'finish_time', 'poster', '__proto__', 'constructor',
);
const words = fc.constantFrom(
	'SUCCEEDED', 'success', 'SUCCESS', 'FAILED', 'RUNNING', 'in queue', '0', '1', '2', '3', '200', 'task_not_exist', '35%',
	'https://files.example.com/a.mp4', 'http://files.example.com/b.mp4', 'file:///etc/passwd', 'javascript:alert(1)', '//a/b.mp4',
	'https://user:word@files.example.com/a.mp4', '<html><title>Hi</title>', '<', '\u0000\u202e\u0007', 'x'.repeat(3_000),
);
const { tree } = fc.letrec((tie) => ({
	tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, words, fc.jsonValue({ maxDepth: 1 }), fc.constant(NaN), tie('list'), tie('object'), tie('object')),
	list: fc.array(tie('tree'), { maxLength: 3 }),
	object: fc.array(fc.tuple(keys, tie('tree')), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
}));

/** A documented answer with one of its values, at any depth, put in place by something else. */
const spoiled = fc
	.tuple(fc.constantFrom(...formats.flatMap(fixturesOf)), fc.nat(), tree)
	.map(([{ answer }, place, value]) => ({ ...answer, body: replaceAt(answer.body, place, value) }));

const invented: fc.Arbitrary<Answer> = fc.record({
	httpStatus: fc.oneof(fc.constant(200), fc.integer({ min: -1, max: 1_000 })),
	headers: fc.dictionary(fc.constantFrom('retry-after', 'retry-after-ms', 'date', '__proto__'), fc.string()),
	body: tree,
});

const answers = fc.oneof(spoiled, invented);
const anyFormat = fc.constantFrom(...formats);

function replaceAt(value: unknown, place: number, replacement: unknown): unknown {
	const all = places(value);
	const target = all[place % all.length] ?? [];
	return put(value, target, replacement);
}

function places(value: unknown): string[][] {
	if (typeof value !== 'object' || value === null) return [[]];
	return [[], ...Object.entries(value).flatMap(([key, inner]) => places(inner).map((rest) => [key, ...rest]))];
}

function put(value: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
	if (key === undefined) return replacement;
	const copy: Record<string, unknown> = Array.isArray(value) ? [...value] : Object.assign({}, value);
	copy[key] = put(copy[key], rest, replacement);
	return copy;
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function read(format: (typeof formats)[number], answer: Answer): Reading {
	return protocols[format].read(answer);
}

describe('whatever an API answers', () => {
	it('it is read without throwing, into one of the known states', () => {
		const states = ['pending', 'succeeded', 'failed', 'missing', 'unreadable'];
		fc.assert(fc.property(anyFormat, answers, (format, answer) => states.includes(read(format, answer).state)), RUNS);
	});

	it('a submission is either accepted with an id or has a fault, without throwing', () => {
		fc.assert(
			fc.property(anyFormat, answers, (format, answer) => {
				const submitted = protocols[format].submitted(answer);
				return 'taskId' in submitted ? /^\S{1,200}$/.test(submitted.taskId) : submitted.fault.kind.length > 0;
			}),
			RUNS,
		);
	});

	it('a success is never invented: the status or a video says so, and its links are http(s) links of the answer', () => {
		fc.assert(
			fc.property(anyFormat, answers, (format, answer) => {
				const reading = read(format, answer);
				if (reading.state !== 'succeeded') return true;
				const links = new Set(textsIn(answer.body).filter((text) => URL.canParse(text)).map((text) => new URL(text).href));
				const isSaid = saysSuccess(protocols[format], answer.body);
				return isSaid && answer.httpStatus < 300 && reading.urls.every((url) => /^https?:\/\/[^@]+$/.test(url) && links.has(url));
			}),
			RUNS,
		);
	});

	it('its words come out short and on one line', () => {
		fc.assert(
			fc.property(anyFormat, answers, (format, answer) => {
				const { urls: _, facts, ...words } = { urls: [], facts: {}, ...read(format, answer) };
				const submitted = protocols[format].submitted(answer);
				const texts = textsIn([words, 'fault' in submitted && submitted.fault]);
				return texts.every((text) => text.length <= MAX_TEXT_LENGTH && !CONTROL.test(text) && !/<html|<title/i.test(text));
			}),
			RUNS,
		);
	});

	it('no prototype is changed by it', () => {
		const polluting = answers.map((answer) => ({ ...answer, body: JSON.parse(`{"__proto__":${JSON.stringify(answer.body) ?? null}}`) }));
		fc.assert(
			fc.property(anyFormat, polluting, (format, answer) => {
				const reading = read(format, answer);
				return reading.state === 'unreadable' && Object.keys(Object.prototype).length === 0;
			}),
			RUNS,
		);
	});
});

it('a bare word for success without a link is a failed task in every format', () => {
	for (const format of formats) {
		const body = { id: 'a', uuid: 'a', task_id: 'a', status: 'success', url: 'ftp://files.example.com/a.mp4' };
		expect(read(format, { httpStatus: 200, headers: {}, body })).toMatchObject({ state: 'failed', code: 'NO_OUTPUT' });
	}
});
