import { isObject, property } from '../task/values';
import { firstText, vendorText, word } from './text';

const MAX_ISSUES = 5;

/** The vendor's own words about what went wrong, from every documented place for them. */
export function answerText(body: unknown): string | undefined {
	const text = firstText(
		body,
		property(body, 'error', 'message'),
		property(body, 'error'),
		property(body, 'detail'),
		property(body, 'msg'),
		property(body, 'message'),
	);
	return vendorText([text, ...issues(body)].filter((part) => part !== undefined).join(': '));
}

/** The machine's word for what went wrong; a word for "all is well" is none. */
export function answerCode(body: unknown): string | undefined {
	const codes = [property(body, 'error', 'code'), property(body, 'code'), property(body, 'error_code')];
	return codes.map(word).find((code) => code !== undefined && !isGood(code));
}

export function isGood(code: string): boolean {
	return ['0', '200', 'success', 'ok'].includes(code.toLowerCase());
}

/** The fields that Runway (`issues`) and FastAPI (`detail`) name in a refused request. */
function issues(body: unknown): string[] {
	const lists = [property(body, 'issues'), property(body, 'error', 'issues'), property(body, 'detail')];
	const list: unknown[] = lists.find(Array.isArray) ?? [];
	return list.slice(0, MAX_ISSUES).filter(isObject).map(describeIssue).filter((issue) => issue !== '');
}

function describeIssue(issue: Record<string, unknown>): string {
	const path = [property(issue, 'path'), property(issue, 'loc')].find(Array.isArray) ?? [];
	const field = path.map(word).filter(Boolean).join('.');
	const text = firstText(property(issue, 'message'), property(issue, 'msg'));
	return [field, text].filter(Boolean).join(' – ');
}
