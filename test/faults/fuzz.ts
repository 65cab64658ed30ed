import { resultFileName, resultMimeType } from '../../nodes/Runway/task/fileName.ts';
import type { Format } from '../../nodes/Runway/task/protocol.ts';
import type { Answer } from '../../nodes/Runway/task/request.ts';
import type { Reading, SucceededTask } from '../../nodes/Runway/task/task.ts';
import { fixturesOf, formats } from '../support/fixtures.ts';
import { saysSuccess } from '../support/saysSuccess.ts';
import { calledTaskId, protocols } from './builtNode.ts';
import { mutated, pick, type Random, seeded } from './mutate.ts';

const PAYLOADS = 100_000;
/** A thousand times what the slowest needs; only an answer that is slow twice in a row is slow by itself. */
const SLOW_MS = 1_000;
const MAX_TEXT_LENGTH = 500;

const UNCLEAN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]|<html|<title|<script|https?:\/\/[^\s?"'<>]+\?[^\s"'<>]/i;
const FILE_NAME = /^runway-[A-Za-z0-9_-]{1,80}(-\d+)?\.[a-z0-9]{2,4}$/;
/** Short, of one piece, and unable to climb out of the address that it is put into. */
const TASK_ID = /^(?!.*(?:^|[/\\])\.\.?(?:[/\\]|$))[^\s\p{C}]{1,200}$/u;

export interface FuzzRow {
	format: Format;
	seed: number;
	payloads: number;
	fixtures: number;
	violations: string[];
}

export function fuzzAll(seed: number): FuzzRow[] {
	return formats.map((format) => fuzz(format, seed));
}

export function fuzzTable(rows: FuzzRow[]): string {
	const lines = rows.map(({ format, seed, fixtures, payloads, violations }) => `| ${[format, fixtures, seed, payloads, violations.length].join(' | ')} |`);
	return ['| Protocol | Documented answers | Seed | Mutated payloads | Violations |', '|---|--:|--:|--:|--:|', ...lines, ''].join('\n');
}

/** Every protocol reads its own documented answers, and at times those of the others, after they were damaged. */
function fuzz(format: Format, seed: number): FuzzRow {
	const random = seeded(seed);
	const own = fixturesOf(format).map(({ answer }) => answer);
	const all = formats.flatMap(fixturesOf).map(({ answer }) => answer);
	const row: FuzzRow = { format, seed, payloads: 0, fixtures: own.length, violations: [] };
	while (row.payloads < PAYLOADS && row.violations.length < 5) {
		const answer = mutated(pick(random(5) === 0 ? all : own, random), all, random);
		row.payloads++;
		const violation = violationOf(format, answer, random);
		if (violation) row.violations.push(`${violation}: ${JSON.stringify(answer).slice(0, 500)}`);
	}
	return row;
}

function violationOf(format: Format, answer: Answer, random: Random): string | undefined {
	const startedAtMs = performance.now();
	try {
		const reading = protocols[format].read(answer);
		const submitted = protocols[format].submitted(answer);
		const taskId = 'taskId' in submitted ? submitted.taskId : undefined;
		if (taskId !== undefined) protocols[format].statusRequest(taskId);
		if (performance.now() - startedAtMs > SLOW_MS && readMs(format, answer) > SLOW_MS) return 'it took more than a second';
		if (Object.keys(Object.prototype).length > 0 || 'polluted' in {}) return 'a prototype was changed';
		if (taskId !== undefined && !TASK_ID.test(taskId)) return `the id ${JSON.stringify(taskId)} was taken`;
		const calledId = calledTaskId({ uuid: answer.body }, answer.body);
		if (calledId !== undefined && !TASK_ID.test(calledId)) return `the callback's id ${JSON.stringify(calledId)} was taken`;
		return unclean([reading, submitted]) ?? (reading.state === 'succeeded' ? badSuccess(format, reading, answer, taskId ?? '../..', random) : undefined);
	} catch (error) {
		return `it threw ${String(error)}`;
	}
}

function readMs(format: Format, answer: Answer): number {
	const startedAtMs = performance.now();
	protocols[format].read(answer);
	protocols[format].submitted(answer);
	return performance.now() - startedAtMs;
}

function badSuccess(format: Format, { urls, preview }: SucceededTask, answer: Answer, taskId: string, random: Random): string | undefined {
	if (!(answer.httpStatus >= 200 && answer.httpStatus < 300)) return 'a success was read from a bad status';
	if (!saysSuccess(protocols[format], answer.body)) return 'a success was invented';
	if (preview !== undefined && !urls.includes(preview)) return `the preview ${preview} is none of the results`;
	const given = new Set(textsIn(answer.body).filter((text) => URL.canParse(text)).map((text) => new URL(text).href));
	for (const [index, url] of urls.entries()) {
		if (!/^https?:\/\/[^/@]+(?:\/|$)/.test(url)) return `the address ${url} was taken`;
		if (!given.has(url)) return `the address ${url} was invented`;
		const contentType = pick([undefined, 'video/mp4', 'application/octet-stream', 'video/../../x', 'image/svg+xml', 'application/zip'], random);
		const name = resultFileName(taskId, index, resultMimeType(contentType, url) ?? '', url);
		if (!FILE_NAME.test(name)) return `the file name ${name} is not safe`;
	}
	return undefined;
}

/** Words for people, that is everything except ids and addresses. */
function unclean(read: Array<Reading | object>): string | undefined {
	const texts = read.flatMap((each) => textsIn({ ...each, urls: undefined, preview: undefined, taskId: undefined, facts: undefined }));
	const bad = texts.find((text) => text.length > MAX_TEXT_LENGTH || UNCLEAN.test(text));
	return bad === undefined ? undefined : `the text ${JSON.stringify(bad.slice(0, 200))} (${bad.length} characters) came out`;
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
