const SIGNATURES: Array<{ mimeType: string; offset: number; bytes: string }> = [
	{ mimeType: 'image/png', offset: 0, bytes: '89504e47' },
	{ mimeType: 'image/jpeg', offset: 0, bytes: 'ffd8ff' },
	{ mimeType: 'image/gif', offset: 0, bytes: '47494638' },
	{ mimeType: 'image/webp', offset: 8, bytes: '57454250' },
	{ mimeType: 'video/quicktime', offset: 4, bytes: '667479707174' },
	{ mimeType: 'video/mp4', offset: 4, bytes: '66747970' },
	{ mimeType: 'video/webm', offset: 0, bytes: '1a45dfa3' },
];

/** Tells the type from the content, because a file that came over HTTP often carries a wrong or no type. */
export function sniffMimeType(content: Buffer): string | undefined {
	return SIGNATURES.find(({ offset, bytes }) => content.toString('hex', offset, offset + bytes.length / 2) === bytes)?.mimeType;
}
