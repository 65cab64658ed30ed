import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Clock } from '../../task/engine';
import { resultFileName, resultMimeType } from '../../task/fileName';
import { backoffMs } from '../../task/pause';
import { valueAt } from '../../task/values';
import { cutShort, type FileProblem, problemOf, refusal } from './fileProblem';
import { isByteStream, meter, watchPace } from './meter';

const ATTEMPTS = 3;
const ANSWER_TIMEOUT_MS = 60_000;
const MEGABYTE = 1024 * 1024;
/** A video gains nothing by being compressed, and one that is cut short is noticed for sure only as it is. */
const UNCOMPRESSED = { 'accept-encoding': 'identity' };

type FileContext = IExecuteFunctions | IWebhookFunctions;
type Download = { file: IBinaryData } | FileProblem;

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
			headers: UNCOMPRESSED,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: ANSWER_TIMEOUT_MS,
			abortSignal: cancel ? AbortSignal.any([cancel, stop.signal]) : stop.signal,
		});
		return await store(context, clock, order, response, () => stop.abort());
	} catch (error) {
		return problemOf(error);
	}
}

async function store(
	context: FileContext,
	clock: Clock,
	order: FileOrder,
	response: unknown,
	stop: () => void,
): Promise<Download> {
	const { taskId, index, url, maxMegabytes } = order;
	const contentType = header(response, 'content-type');
	const announcedBytes = Number(header(response, 'content-length') ?? 0);
	const mimeType = resultMimeType(typeof contentType === 'string' ? contentType : undefined, url);
	const body = valueAt(response, 'body');
	const isTooBig = announcedBytes > maxMegabytes * MEGABYTE;
	const problem =
		refusal(Number(valueAt(response, 'statusCode')), mimeType, header(response, 'content-encoding')) ??
		(isTooBig ? cutShort('tooBig', maxMegabytes) : undefined);
	if (problem || !mimeType || !isByteStream(body)) {
		stop();
		return problem ?? { problem: 'the host did not send a file' };
	}
	const metered = meter(body, maxMegabytes * MEGABYTE);
	void watchPace(clock, metered, stop);
	try {
		const file = await context.helpers.prepareBinaryData(metered.stream, resultFileName(taskId, index, mimeType, url), mimeType);
		return metered.cut ? cutShort(metered.cut, maxMegabytes) : { file };
	} catch (error) {
		stop();
		return metered.cut ? cutShort(metered.cut, maxMegabytes) : problemOf(error);
	} finally {
		metered.isDone = true;
	}
}

function header(response: unknown, name: string): unknown {
	return valueAt(response, 'headers', name);
}
