import { resultFileName, resultMimeType } from '../../nodes/Runway/task/fileName.ts';
import { sniffMimeType } from '../../nodes/Runway/n8n/context/sniff.ts';

describe('the type of a result file', () => {
	it.each([
		['what its host says', 'video/mp4', 'https://x.example.com/a', 'video/mp4'],
		['what its host says, without parameters', 'video/quicktime; charset=binary', 'https://x.example.com/a.mp4', 'video/quicktime'],
		['what its host says, without the space around it', ' Video/MP4 ; charset=binary', 'https://x.example.com/a', 'video/mp4'],
		['unknown where only a folder has an ending', undefined, 'https://x.example.com/a.mp4/raw', 'application/octet-stream'],
		['what its address ends with, where the host’s type only resembles one', 'x-video/mp4', 'https://x.example.com/a.png', 'image/png'],
		['none for two types in one', 'video/mp4 text/html', 'https://x.example.com/a.mp4', undefined],
		['what its address ends with, where the host says nothing of use', 'application/octet-stream', 'https://x.example.com/a.PNG?x=1', 'image/png'],
		['unknown but kept', undefined, 'https://x.example.com/a', 'application/octet-stream'],
		['a zip of frames', 'application/zip', 'https://x.example.com/a', 'application/zip'],
		['none for a page', 'text/html; charset=utf-8', 'https://x.example.com/a.mp4', undefined],
		['none for an answer of an API', 'application/json', 'https://x.example.com/a.mp4', undefined],
	])('is %s', (_, contentType, url, expected) => {
		expect(resultMimeType(contentType, url)).toBe(expected);
	});
});

describe('the name of a result file', () => {
	it.each([
		['first file', 'abc-1', 0, 'video/mp4', 'runway-abc-1.mp4'],
		['further file', 'abc-1', 2, 'image/png', 'runway-abc-1-3.png'],
		['id with a path in it', '../../etc/passwd', 0, 'video/mp4', 'runway--etc-passwd.mp4'],
		['unknown type', 'abc', 0, 'video/x-odd', 'runway-abc.bin'],
		['very long id', 'a'.repeat(300), 0, 'video/mp4', `runway-${'a'.repeat(80)}.mp4`],
	])('is safe on every disk: %s', (_, taskId, index, mimeType, expected) => {
		expect(resultFileName(taskId, index, mimeType, 'https://x.example.com/file')).toBe(expected);
	});
});

describe('the type of an input file', () => {
	it.each([
		['89504e470d0a1a0a', 'image/png'],
		['ffd8ffe000104a46', 'image/jpeg'],
		['52494646aaaaaaaa57454250', 'image/webp'],
		['000000186674797069736f6d', 'video/mp4'],
		['00000014667479707174202000', 'video/quicktime'],
		['1a45dfa3', 'video/webm'],
		['25504446', undefined],
	])('is told from its first bytes %s', (hex, expected) => {
		expect(sniffMimeType(Buffer.from(hex, 'hex'))).toBe(expected);
	});
});
