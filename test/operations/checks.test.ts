import {
	atMostEntries,
	integerBetween,
	isBoolean,
	isJsonObject,
	isNumber,
	isText,
	isVersion,
	numberBetween,
	oneOf,
	shown,
	someOf,
	textLength,
} from '../../nodes/Runway/operations/checks.ts';
import type { Check } from '../../nodes/Runway/operations/operation.ts';

describe('a check', () => {
	it.each<[string, Check, unknown[]]>([
		['a text within its length', textLength(3), ['', 'abc']],
		['a whole number within its bounds', integerBetween(2, 4), [2, 3, 4]],
		['a number within its bounds', numberBetween(0, 1), [0, 0.5, 1]],
		['any number', isNumber, [-3, 0, 2.5]],
		['a switch in either position', isBoolean, [true, false]],
		['a text that says something', isText, ['a', ' a ']],
		['an object', isJsonObject, [{}, { audio: true }]],
		['a list that is not too long', atMostEntries(2), [[], [1, 2]]],
		['each of several values', oneOf('auto', 5), ['auto', 5]],
		['any of several values', someOf('a', 'b'), [[], ['b'], ['a', 'b']]],
		['a version', isVersion, ['2024-11-06', 'v1.2_beta']],
	])('lets %s pass', (_, check, values) => {
		for (const value of values) expect(check(value)).toBeUndefined();
	});

	it.each<[string, Check, unknown, string]>([
		['a text that is too long', textLength(3), 'abcd', 'must have at most 3 characters, it has 4'],
		['a number where a text belongs', textLength(3), 12, 'must be a text'],
		['one below the bounds', integerBetween(2, 4), 1, 'must be a whole number from 2 to 4, it is 1'],
		['one above the bounds', integerBetween(2, 4), 5, 'must be a whole number from 2 to 4, it is 5'],
		['a part of a whole number', integerBetween(2, 4), 2.5, 'must be a whole number from 2 to 4, it is 2.5'],
		['a figure in a text, for a whole number', integerBetween(2, 4), '3', 'must be a whole number from 2 to 4, it is “3”'],
		['a little below the bounds', numberBetween(0, 1), -0.1, 'must be a number from 0 to 1, it is -0.1'],
		['a little above the bounds', numberBetween(0, 1), 1.1, 'must be a number from 0 to 1, it is 1.1'],
		['a figure in a text, for a number', numberBetween(0, 1), '1', 'must be a number from 0 to 1, it is “1”'],
		['what is no number', numberBetween(0, 1), NaN, 'must be a number from 0 to 1, it is NaN'],
		['a number without an end', isNumber, Infinity, 'must be a number, it is Infinity'],
		['a text, for any number', isNumber, 'left', 'must be a number, it is “left”'],
		['a text, for a switch', isBoolean, 'true', 'must be true or false, it is “true”'],
		['white space', isText, ' \n', 'must be a text, it is “ \n”'],
		['a number, for a text that says something', isText, 5, 'must be a text, it is 5'],
		['a list, for an object', isJsonObject, [1], 'must be a JSON object such as {"audio": true}, it is [1]'],
		['a list that is too long', atMostEntries(2), [1, 2, 3], 'must have at most 2 entries, it has 3'],
		['a text, for a list', atMostEntries(2), 'a', 'must have at most 2 entries, it has “a”'],
		['another value', oneOf('auto', 5), 'low', 'must be one of auto, 5, it is “low”'],
		['a list of an allowed value', oneOf('auto', 5), ['auto'], 'must be one of auto, 5, it is ["auto"]'],
		['a further value in a list', someOf('a', 'b'), ['a', 'c'], 'must be a list of a, b, it is ["a","c"]'],
		['a single value, for a list', someOf('a', 'b'), 'a', 'must be a list of a, b, it is “a”'],
		['a version with a line break', isVersion, '2024\n', 'must be a version such as 2024-11-06, it is “2024\n”'],
		['a version behind a space', isVersion, ' 2024', 'must be a version such as 2024-11-06, it is “ 2024”'],
		['a figure, for a version', isVersion, 2024, 'must be a version such as 2024-11-06, it is 2024'],
	])('says what is allowed instead of %s', (_, check, value, sentence) => {
		expect(check(value)).toBe(sentence);
	});
});

describe('a value that is not allowed', () => {
	it.each([
		['a text in quotes', 'a', '“a”'],
		['an object as JSON', { a: 1 }, '{"a":1}'],
		['a list as JSON', ['a', 1], '["a",1]'],
		['nothing as its name', undefined, 'undefined'],
		['what is no number as its name', NaN, 'NaN'],
		['sixty characters in full', 'x'.repeat(58), `“${'x'.repeat(58)}”`],
		['more than that cut', 'x'.repeat(59), `“${'x'.repeat(58)}…`],
	])('is shown as %s', (_, value, expected) => {
		expect(shown(value)).toBe(expected);
	});
});
