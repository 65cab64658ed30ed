import { Readable } from 'node:stream';
import { buffer as gather } from 'node:stream/consumers';

import { type BinaryData, FileTooLargeError } from 'n8n-core';

const MEGABYTE = 1024 * 1024;

/** Does with files what n8n's database mode does, which needs n8n's own database: it gathers each in memory and keeps it under an id. */
export class DatabaseStore implements BinaryData.Manager {
	readonly files = new Map<string, Buffer>();
	maxMegabytes = 512;
	private count = 0;

	init = async () => await Promise.resolve();
	getPath = (fileId: string) => `database://${fileId}`;
	getAsBuffer = async (fileId: string) => await Promise.resolve(this.find(fileId));
	getAsStream = async (fileId: string) => await Promise.resolve(Readable.from(this.find(fileId)));
	getMetadata = async (fileId: string) => await Promise.resolve({ fileSize: this.find(fileId).length });
	copyByFileId = async (_: BinaryData.FileLocation, fileId: string) => await Promise.resolve(this.keep(this.find(fileId)));
	copyByFilePath = async (): Promise<never> => await Promise.reject(new Error('not used by these nodes'));
	rename = async (): Promise<never> => await Promise.reject(new Error('not used by these nodes'));

	async store(_: BinaryData.FileLocation, content: Buffer | Readable, { fileName }: BinaryData.PreWriteMetadata): Promise<BinaryData.WriteResult> {
		const buffer = Buffer.isBuffer(content) ? content : await gather(content);
		const fileSizeMb = buffer.length / MEGABYTE;
		if (fileSizeMb > this.maxMegabytes) throw new FileTooLargeError({ fileSizeMb, maxFileSizeMb: this.maxMegabytes, fileId: 'new', fileName });
		return { fileId: this.keep(buffer), fileSize: buffer.length };
	}

	private keep(content: Buffer): string {
		const fileId = `file-${++this.count}`;
		this.files.set(fileId, content);
		return fileId;
	}

	private find(fileId: string): Buffer {
		const content = this.files.get(fileId);
		if (!content) throw new Error(`The store has no file ${fileId}`);
		return content;
	}
}
