import type { Clock } from '../../task/engine';

/** A host must send at least this much in this time. */
const LEAST_BYTES = 64 * 1024;
const STALL_LIMIT_MS = 60_000;
const STALL_LOOK_MS = 500;

/** The part of a Node stream that is needed, since a community package may not import `node:stream`; `never` fits its type. */
interface ByteStream {
	compose(transform: (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>): never;
	on(event: 'error', listener: () => void): void;
}

interface Metered {
	stream: never;
	bytes: number;
	isOver: boolean;
	isDone: boolean;
}

/** Counts what flows through and breaks off at the limit, whatever the host announced. */
export function meter(source: ByteStream, maxBytes: number): Metered {
	const metered = { bytes: 0, isOver: false, isDone: false };
	const stream = source.compose(async function* (chunks) {
		for await (const chunk of chunks) {
			metered.bytes += chunk.length;
			metered.isOver = metered.bytes > maxBytes;
			if (metered.isOver) return;
			yield chunk;
		}
	});
	// The reader gets the error when it reads; one that comes before it has begun would end the whole process.
	for (const part of [source, stream]) part.on('error', () => undefined);
	return Object.assign(metered, { stream });
}

/** A connection that stays open and sends nothing, or next to nothing, would otherwise hold the execution for ever. */
export async function watchForStall(clock: Clock, metered: Metered, stop: () => void): Promise<void> {
	let seenBytes = 0;
	let seenAtMs = clock.nowMs();
	while (!metered.isDone && clock.nowMs() - seenAtMs < STALL_LIMIT_MS) {
		if (metered.bytes - seenBytes >= LEAST_BYTES) {
			seenAtMs = clock.nowMs();
			seenBytes = metered.bytes;
		}
		if (!(await clock.sleep(STALL_LOOK_MS))) break;
	}
	if (!metered.isDone) stop();
}

export function isByteStream(body: unknown): body is ByteStream {
	return typeof body === 'object' && body !== null && 'compose' in body;
}
