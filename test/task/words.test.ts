import { faultSays, sentences, shownMinutes, vendorSays } from '../../nodes/Runway/task/words.ts';

describe('words for the user', () => {
	it('are joined without those that do not apply', () => {
		expect(sentences('One.', undefined, false, '', 'Two.')).toBe('One. Two.');
		expect(sentences(undefined, false)).toBe('');
	});

	it('quote the vendor, where it said anything', () => {
		expect(vendorSays('CometAPI', 'no')).toBe('CometAPI says: “no”');
		expect(vendorSays('CometAPI', undefined)).toBeUndefined();
	});

	it.each([
		['busy', 'CometAPI says: “no”'],
		['notUnderstood', 'CometAPI says: “no”'],
		['lost', 'In the network\'s words: “no”'],
		['noConnection', 'In the network\'s words: “no”'],
	] as const)('name who said it about the fault %s', (kind, expected) => {
		expect(faultSays('CometAPI', { kind, text: 'no' })).toBe(expected);
		expect(faultSays('CometAPI', { kind })).toBeUndefined();
	});

	it.each([
		[60_000, '1 minute'],
		[62_999, '1 minute'],
		[63_000, '1.1 minutes'],
		[57_000, '1 minute'],
		[30_000, '0.5 minutes'],
		[600_000, '10 minutes'],
		[0, '0 minutes'],
	])('show %d ms as %s', (durationMs, expected) => {
		expect(shownMinutes(durationMs)).toBe(expected);
	});
});
