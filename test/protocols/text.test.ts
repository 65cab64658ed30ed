import { firstText, vendorText, word } from '../../nodes/Runway/protocols/text.ts';

describe('the words of a vendor', () => {
	it.each([
		['a sentence as it is', 'The image is too small', 'The image is too small'],
		['only the title of a page', '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>', '502 Bad Gateway'],
		['the title of a page with attributes', '<!DOCTYPE html><title lang="en">Sign in</title>', 'Sign in'],
		['the title of a page in capitals', '<HTML><TITLE>Sign in</TITLE>', 'Sign in'],
		['the title of a page behind white space and a byte order mark', '\ufeff \n<html><title>Sign in</title>', 'Sign in'],
		['the title of an XML document', '<?xml version="1.0"?><title>Denied</title>', 'Denied'],
		['nothing of a page without a title', '<html><body>Sign in</body></html>', undefined],
		['nothing of a page with an empty title', '<html><title> </title>', undefined],
		['a sentence without its tags', 'the <b>image</b> is <br/>too small', 'the image is too small'],
		['a sentence of two lines', 'too<br>small', 'too small'],
		['a sentence without a comment in it', 'too <!-- hidden --> small', 'too small'],
		['a sentence without a tag that is cut off', 'too small <a href="https://example.com', 'too small'],
		['a comparison, which is no tag', 'size < 5 MB and > 1 MB', 'size < 5 MB and > 1 MB'],
		['a title that stands in a sentence', 'use <title>a</title>', 'use a'],
		['nothing of an empty text', ' ', undefined],
		['nothing of a number', 404, undefined],
		['nothing of an object', { message: 'no' }, undefined],
	])('are %s', (_, value, expected) => {
		expect(vendorText(value)).toBe(expected);
	});

	it.each([
		['a key of CometAPI', 'Invalid Token sk-abc123DEF_-456', 'Invalid Token [key]'],
		['each of several keys', 'sk-aaaaaa and sk-bbbbbb', '[key] and [key]'],
		['a key of Runway', `Invalid key_${'a1'.repeat(64)}`, 'Invalid [key]'],
		['a header with much space in it', 'Bearer  abcdefghijklmnop', '[key]'],
		['a whole header', 'Authorization: Bearer abcdefghijklmnop', 'Authorization: [key]'],
	])('come without %s', (_, value, expected) => {
		expect(vendorText(value)).toBe(expected);
	});

	it.each(['sk-short', 'a task-management thing', 'Bearer token missing', 'key_id is required', 'disk-abcdefgh'])('keep what only resembles a key: %s', (text) => {
		expect(vendorText(text)).toBe(text);
	});

	it('are looked at only at the start of an endless text', () => {
		expect(vendorText(`early ${'<br>'.repeat(1_250)}late`)).toBe('early');
	});

	it('are the first ones that there are', () => {
		expect(firstText(undefined, '', {}, '<html></html>', 'second', 'third')).toBe('second');
		expect(firstText(undefined, null, 5)).toBeUndefined();
	});
});

describe('the word of a machine', () => {
	it.each([
		['SUCCEEDED', 'SUCCEEDED'],
		[' failed\n', 'failed'],
		[200, '200'],
		[0, '0'],
		['x'.repeat(300), 'x'.repeat(100)],
		['', undefined],
		[true, undefined],
		[null, undefined],
		[{}, undefined],
	])('%p is read as %p', (value, expected) => {
		expect(word(value)).toBe(expected);
	});
});
