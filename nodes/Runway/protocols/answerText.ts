import { valueAt } from '../task/values';
import { firstText, vendorText, word } from './text';

const MAX_ISSUES = 5;

/** The vendor's own words about what went wrong, from every documented place for them. */
export function answerText(body: unknown): string | undefined {
	return vendorText([answerSentence(body), ...issues(body)].filter((part) => part !== undefined).join(': '));
}

/** The same without the fields that it names, whose names say nothing of what happened. */
export function answerSentence(body: unknown): string | undefined {
	return firstText(
		body,
		valueAt(body, 'error', 'message'),
		valueAt(body, 'error'),
		valueAt(body, 'detail'),
		valueAt(body, 'msg'),
		valueAt(body, 'message'),
	);
}

/** The machine's word for what went wrong; a word for "all is well" is none. */
export function answerCode(body: unknown): string | undefined {
	const codes = [valueAt(body, 'error', 'code'), valueAt(body, 'code'), valueAt(body, 'error_code')];
	return codes.map(word).find((code) => code !== undefined && !isGood(code));
}

export function isGood(code: string): boolean {
	return ['0', '200', 'success', 'ok'].includes(code.toLowerCase());
}

/** The fields that Runway (`issues`) and FastAPI (`detail`) name in a refused request. */
function issues(body: unknown): string[] {
	const lists = [valueAt(body, 'issues'), valueAt(body, 'error', 'issues'), valueAt(body, 'detail')];
	const list: unknown[] = lists.find(Array.isArray) ?? [];
	return list.slice(0, MAX_ISSUES).map(describeIssue).filter((issue) => issue !== '');
}

function describeIssue(issue: unknown): string {
	const path = [valueAt(issue, 'path'), valueAt(issue, 'loc')].find(Array.isArray) ?? [];
	const field = path.map(word).filter(Boolean).join('.');
	const text = firstText(valueAt(issue, 'message'), valueAt(issue, 'msg'));
	return [field, text].filter(Boolean).join(' – ');
}
