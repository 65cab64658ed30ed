import type { IExecuteFunctions } from 'n8n-workflow';

import { getTask } from '../../task/wait';
import { resumeUrlOf } from '../callback/address';
import type { Pending } from '../context/deliver';

/** n8n answers a call that comes before it has saved the wait with an error, and no vendor promises to call again. */
const LOOK_BACK_AFTER_MS = [5_000, 20_000];
const CALL_TIMEOUT_MS = 60_000;

/** Stays behind for some seconds after the node has let go of the execution, and wakes it when all tasks have ended. */
export async function wakeIfCallWasMissed(context: IExecuteFunctions, unfinished: Pending[]): Promise<void> {
	try {
		const resumeUrl = resumeUrlOf(context);
		for (const pauseMs of LOOK_BACK_AFTER_MS) {
			if (!(await unfinished[0]?.ports.clock.sleep(pauseMs))) return;
			if ((await haveAllEnded(unfinished)) && (await isWoken(context, resumeUrl, unfinished))) return;
		}
	} catch (error) {
		// Nobody waits for this function any more, so that an error of it would end n8n.
		context.logger.debug('Runway could not look back after suspending', { reason: String(error) });
	}
}

/** Asks the API first, because a call makes n8n load the whole execution. */
async function haveAllEnded(unfinished: Pending[]): Promise<boolean> {
	for (const { taskId, delivery, ports } of unfinished) {
		const { outcome } = await getTask(delivery.protocol, taskId, ports, 1);
		if (outcome !== 'finished') return false;
	}
	return true;
}

/** Calls as the vendor does; the execution itself asks the API before it goes on. */
async function isWoken(context: IExecuteFunctions, url: string, [first]: Pending[]): Promise<boolean> {
	const answer: { statusCode?: number } = await context.helpers.httpRequest({
		method: 'POST',
		url,
		body: { task_id: first?.taskId },
		timeout: CALL_TIMEOUT_MS,
		json: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	});
	return answer.statusCode === 200;
}
