import { integerBetween, isBoolean } from '../../nodes/Runway/operations/checks.ts';
import { checkSettings } from '../../nodes/Runway/operations/checkSettings.ts';
import type { Field } from '../../nodes/Runway/operations/operation.ts';

const fields: Field[] = [
	{ name: 'timeout', property: { displayName: 'Timeout', type: 'number', default: 10, required: true }, check: integerBetween(1, 60) },
	{ name: 'download', property: { displayName: 'Download', type: 'boolean', default: true }, check: isBoolean },
	{ name: 'callbackUrl', property: { displayName: 'Callback URL', type: 'string', default: '' } },
];

describe('a setting', () => {
	it.each([
		['what was given', { timeout: 5, download: false, callbackUrl: 'https://a.example.com' }, { timeout: 5, download: false, callbackUrl: 'https://a.example.com' }],
		['its default, where nothing was given', {}, { timeout: 10, download: true, callbackUrl: undefined }],
		['its default, where it was left empty', { timeout: '', download: null }, { timeout: 10, download: true, callbackUrl: undefined }],
		['what a text means', { timeout: ' 5 ', download: 'false' }, { timeout: 5, download: false, callbackUrl: undefined }],
	])('is %s', (_, draft, values) => {
		expect(checkSettings(fields, draft)).toEqual({ values, problems: [] });
	});

	it('that is not allowed is its default, and each of these is told', () => {
		expect(checkSettings(fields, { timeout: 61, download: 'yes' })).toEqual({
			values: { timeout: 10, download: true },
			problems: [
				{ displayName: 'Timeout', problem: 'must be a whole number from 1 to 60, it is 61' },
				{ displayName: 'Download', problem: 'must be true or false, it is “yes”' },
			],
		});
	});

	it('whose default is not allowed has no value', () => {
		const field: Field = { name: 'timeout', property: { displayName: 'Timeout', type: 'number', default: 0 }, check: integerBetween(1, 60) };
		expect(checkSettings([field], {})).toEqual({ values: { timeout: undefined }, problems: [] });
	});
});
