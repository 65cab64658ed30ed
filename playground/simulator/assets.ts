import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { MediaKind } from './types.ts';

const assets: Record<MediaKind, Buffer> = {
	video: readFileSync(new URL('./assets/result.mp4', import.meta.url)),
	image: readFileSync(new URL('./assets/result.png', import.meta.url)),
};

export const mimeTypes: Record<MediaKind, string> = { video: 'video/mp4', image: 'image/png' };
export const extensions: Record<MediaKind, string> = { video: 'mp4', image: 'png' };

/** The playable asset with a note inside that players skip, so that files of different tasks differ. */
export function markedFile(kind: MediaKind, mark: string): Buffer {
	return kind === 'video' ? Buffer.concat([assets.video, freeBox(Buffer.from(mark))]) : withTextChunk(assets.image, mark);
}

export function freeBoxHeader(sizeBytes: number): Buffer {
	const header = Buffer.alloc(8, 'free', 'latin1');
	header.writeUInt32BE(sizeBytes, 0);
	header.write('free', 4, 'latin1');
	return header;
}

function freeBox(content: Buffer): Buffer {
	return Buffer.concat([freeBoxHeader(8 + content.length), content]);
}

const PNG_SIGNATURE_AND_HEADER_BYTES = 8 + 25;

function withTextChunk(png: Buffer, mark: string): Buffer {
	const content = Buffer.from(`tEXtComment\0${mark}`, 'latin1');
	const length = Buffer.alloc(4);
	length.writeUInt32BE(content.length - 4);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(content));
	const [start, rest] = [png.subarray(0, PNG_SIGNATURE_AND_HEADER_BYTES), png.subarray(PNG_SIGNATURE_AND_HEADER_BYTES)];
	return Buffer.concat([start, length, content, checksum, rest]);
}
