import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Clock } from '../../task/engine';
import { resultFileName, resultMimeType } from '../../task/fileName';
import { backoffMs } from '../../task/pause';
import { cleanText, valueAt } from '../../task/values';
import { isRefusedByGuard } from './http';
import { isByteStream, meter, watchForStall } from './meter';

const ATTEMPTS = 3;
const ANSWER_TIMEOUT_MS = 60_000;
const MEGABYTE = 1024 * 1024;
const REFUSED_BY_GUARD =
	'the file is on a private address, which the SSRF protection of this n8n blocks (N8N_SSRF_ALLOWED_HOSTNAMES can allow its host)';

type FileContext = IExecuteFunctions | IWebhookFunctions;
type Download = { file: IBinaryData } | { problem: string; isFinal?: boolean };

export interface FileOrder {
	taskId: string;
	index: number;
	url: string;
	maxMegabytes: number;
}

/** Streams one result into n8n's binary store, without credentials; repeats what may pass. */
export async function downloadFile(context: FileContext, clock: Clock, order: FileOrder): Promise<Download> {
	for (let attempt = 0; ; attempt++) {
		const download = await downloadOnce(context, clock, order);
		if ('file' in download || download.isFinal || attempt + 1 >= ATTEMPTS) return download;
		if (!(await clock.sleep(backoffMs(attempt, clock.random())))) return download;
	}
}

async function downloadOnce(context: FileContext, clock: Clock, order: FileOrder): Promise<Download> {
	const stop = new AbortController();
	const cancel = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	try {
		const response: unknown = await context.helpers.httpRequest({
			url: order.url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: ANSWER_TIMEOUT_MS,
			abortSignal: cancel ? AbortSignal.any([cancel, stop.signal]) : stop.signal,
		});
		return await store(context, clock, order, response, () => stop.abort());
	} catch (error) {
		return isRefusedByGuard(error) ? { problem: REFUSED_BY_GUARD, isFinal: true } : { problem: reasonOf(error) };
	}
}

async function store(
	context: FileContext,
	clock: Clock,
	order: FileOrder,
	response: unknown,
	stop: () => void,
): Promise<Download> {
	const httpStatus = Number(valueAt(response, 'statusCode'));
	const contentType = valueAt(response, 'headers', 'content-type');
	const announcedBytes = Number(valueAt(response, 'headers', 'content-length') ?? 0);
	const mimeType = resultMimeType(typeof contentType === 'string' ? contentType : undefined, order.url);
	const body = valueAt(response, 'body');
	const problem = refusal(httpStatus, mimeType, announcedBytes, order.maxMegabytes);
	if (problem || !mimeType || !isByteStream(body)) {
		stop();
		return problem ?? { problem: 'the host did not send a file' };
	}
	const metered = meter(body, order.maxMegabytes * MEGABYTE);
	void watchForStall(clock, metered, stop);
	try {
		const fileName = resultFileName(order.taskId, order.index, mimeType, order.url);
		const file = await context.helpers.prepareBinaryData(metered.stream, fileName, mimeType);
		return announcedBytes > metered.bytes ? { problem: 'the connection broke before the end of the file' } : { file };
	} catch (error) {
		if (metered.isOver) return tooBig(order.maxMegabytes);
		return { problem: reasonOf(error) };
	} finally {
		metered.isDone = true;
	}
}

function reasonOf(error: unknown): string {
	return cleanText(valueAt(error, 'message') ?? String(error)) ?? 'the connection broke';
}

function refusal(httpStatus: number, mimeType: string | undefined, bytes: number, maxMegabytes: number) {
	if (httpStatus >= 400 || httpStatus < 200) {
		const isFinal = httpStatus === 401 || httpStatus === 403 || httpStatus === 410;
		return { problem: `the file's host answered with HTTP ${httpStatus}`, isFinal };
	}
	if (bytes > maxMegabytes * MEGABYTE) return tooBig(maxMegabytes);
	if (!mimeType) return { problem: 'the host sent a text instead of a video or an image' };
	return undefined;
}

function tooBig(maxMegabytes: number) {
	return { problem: `the file is larger than the limit of ${maxMegabytes} MB (option “Max Download Size”)`, isFinal: true };
}
