const EXTENSIONS: Record<string, string> = {
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/webp': 'webp',
	'image/gif': 'gif',
	'application/zip': 'zip',
};

const MIME_TYPES = Object.fromEntries(Object.entries(EXTENSIONS).map(([mimeType, extension]) => [extension, mimeType]));

/** The type of a result file: what its host says, or what its address ends with; a page of text is not a result. */
export function resultMimeType(contentType: string | undefined, url: string): string | undefined {
	const said = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
	if (/^(video|image)\/[\w.+-]+$/.test(said) || said === 'application/zip') return said;
	if (/^text\/|json|xml|html/.test(said)) return undefined;
	return MIME_TYPES[addressExtension(url)] ?? 'application/octet-stream';
}

/** Made from the task's id and never from the host's words, so that it is safe on every disk. */
export function resultFileName(taskId: string, index: number, mimeType: string, url: string): string {
	const id = taskId.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 80) || 'task';
	const extension = EXTENSIONS[mimeType] ?? (addressExtension(url) || 'bin');
	return `runway-${id}${index > 0 ? `-${index + 1}` : ''}.${extension}`;
}

function addressExtension(url: string): string {
	return /\.([a-z0-9]{2,4})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
}
