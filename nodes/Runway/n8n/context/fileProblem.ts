import { cleanText, valueAt } from '../../task/values';
import { isRefusedByGuard } from './http';
import type { Cut } from './meter';

/** Why there is no file, as the end of a sentence; what is final is not tried again. */
export interface FileProblem {
	problem: string;
	isFinal?: boolean;
}

const FINAL_STATUSES = new Set([401, 403, 410]);
/** n8n unpacks what it can and then takes the header away. */
const STILL_PACKED = /gzip|compress|deflate|\bbr\b|zstd/i;
/** Node's own check: whatever was announced has not come. */
const CONNECTION_LOST = /^(ECONNRESET|ERR_STREAM_PREMATURE_CLOSE|Z_\w+)$/;
/** In the words of memory mode, of n8n's database mode, and of the databases themselves. */
const TOO_BIG_FOR_STORE = /string longer than|exceeds the max size limit|too big|max_allowed_packet|invalid memory alloc/i;

const cuts: Record<Cut, (maxMegabytes: number) => FileProblem> = {
	tooBig: (maxMegabytes) => ({ problem: `the file is larger than the limit of ${maxMegabytes} MB (option “Max Download Size”)`, isFinal: true }),
	empty: () => ({ problem: 'the host sent an empty file' }),
	stalled: () => ({ problem: 'the host stopped sending before the end of the file' }),
	tooSlow: () => ({ problem: 'the host sent less than a megabyte a minute', isFinal: true }),
};

export function cutShort(cut: Cut, maxMegabytes: number): FileProblem {
	return cuts[cut](maxMegabytes);
}

/** What the head of an answer tells already. */
export function refusal(httpStatus: number, mimeType: string | undefined, encoding: unknown): FileProblem | undefined {
	if (httpStatus !== 200) return { problem: `the file's host answered with HTTP ${httpStatus}`, isFinal: FINAL_STATUSES.has(httpStatus) };
	if (STILL_PACKED.test(String(encoding))) return { problem: `the host sent the file compressed (${cleanText(encoding)}), which n8n cannot unpack`, isFinal: true };
	if (!mimeType) return { problem: 'the host sent a text instead of a video or an image' };
	return undefined;
}

/** Of a request that got no answer, or of a file that could not be kept. */
export function problemOf(error: unknown): FileProblem {
	if (isRefusedByGuard(error)) {
		return {
			problem: 'the file is on a private address, which the SSRF protection of this n8n blocks (N8N_SSRF_ALLOWED_HOSTNAMES can allow its host)',
			isFinal: true,
		};
	}
	if (CONNECTION_LOST.test(String(valueAt(error, 'code')))) return { problem: 'the connection broke before the end of the file' };
	const reason = cleanText(valueAt(error, 'message') ?? String(error)) ?? 'the connection broke';
	if (!TOO_BIG_FOR_STORE.test(reason)) return { problem: reason };
	return {
		problem: `the file is too large for the place where this n8n keeps files; N8N_DEFAULT_BINARY_DATA_MODE=filesystem (in queue mode: s3) has no such limit (n8n says: ${reason.replace(/\.$/, '')})`,
		isFinal: true,
	};
}
