import type { Clock } from '../../task/engine';

const MEGABYTE = 1024 * 1024;
/** A host must send at least this much in this time. */
const LEAST_BYTES = 64 * 1024;
const STALL_LIMIT_MS = 60_000;
/** On the whole it must keep up with a megabyte a minute, a seventh of a line of 1 Mbit/s: that makes the limit of the size one of the time. */
const LEAST_BYTES_PER_MS = MEGABYTE / 60_000;
const HEAD_START_MS = 10 * 60_000;
const LOOK_MS = 500;

/** Why a file is not whole. */
export type Cut = 'tooBig' | 'empty' | 'stalled' | 'tooSlow';

/** The part of a Node stream that is needed, since a community package may not import `node:stream`; `never` fits its type. */
interface ByteStream {
	compose(transform: (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>): never;
	on(event: 'error', listener: () => void): void;
	readableEnded: boolean;
}

interface Metered {
	stream: never;
	bytes: number;
	cut?: Cut;
	isDone: boolean;
}

/** Counts what flows through and breaks off with an error, since the stores that gather a file take a clean end for its end. */
export function meter(source: ByteStream, maxBytes: number): Metered {
	const metered: Omit<Metered, 'stream'> = { bytes: 0, isDone: false };
	const breakOff = (cut: Cut): never => {
		metered.cut = cut;
		throw new Error(`The file was broken off: ${cut}`);
	};
	const stream = source.compose(async function* (chunks) {
		for await (const chunk of chunks) {
			metered.bytes += chunk.length;
			if (metered.bytes > maxBytes) breakOff('tooBig');
			yield chunk;
		}
		// What a slow store does after the last byte is not the host's fault.
		metered.isDone = true;
		// A source that broke ends the loop too, and brings an error of its own.
		if (metered.bytes === 0 && source.readableEnded) breakOff('empty');
	});
	// The reader gets the error when it reads; one that comes before it has begun would end the whole process.
	for (const part of [source, stream]) part.on('error', () => undefined);
	return Object.assign(metered, { stream });
}

/** A connection that stays open and sends nothing, or next to nothing, would otherwise hold the execution for ever. */
export async function watchPace(clock: Clock, metered: Metered, stop: () => void): Promise<void> {
	const startedAtMs = clock.nowMs();
	let seenBytes = 0;
	let seenAtMs = startedAtMs;
	while (!metered.isDone && !metered.cut) {
		if (!(await clock.sleep(LOOK_MS))) break;
		const nowMs = clock.nowMs();
		if (metered.bytes - seenBytes >= LEAST_BYTES) {
			seenAtMs = nowMs;
			seenBytes = metered.bytes;
		}
		const leastBytes = (nowMs - startedAtMs - HEAD_START_MS) * LEAST_BYTES_PER_MS;
		if (metered.isDone) break;
		if (nowMs - seenAtMs >= STALL_LIMIT_MS) metered.cut = 'stalled';
		else if (metered.bytes < leastBytes) metered.cut = 'tooSlow';
	}
	// Also after the limit, since a host that then sends nothing would keep the broken stream from ending.
	if (!metered.isDone) stop();
}

export function isByteStream(body: unknown): body is ByteStream {
	return typeof body === 'object' && body !== null && 'compose' in body;
}
