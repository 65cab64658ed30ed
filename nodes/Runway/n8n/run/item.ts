import { checkDraft, isUnset } from '../../operations/checkDraft';
import { type ExistingOperation, type Field, startsTask, type StartOperation, type Values } from '../../operations/operation';
import type { Limited } from '../../task/limit';
import type { Protocol } from '../../task/protocol';
import { buyAndAwait, buyUnawaited, type Order } from '../../task/purchase';
import type { ApiRequest } from '../../task/request';
import { awaitTask, getTask } from '../../task/wait';
import { callbackUrlFor, withCallback } from '../callback/address';
import { callWhenEnded } from '../callback/callWhenEnded';
import { deliverWaited, deliverTask, type Delivery } from '../context/deliver';
import { badInput } from '../context/errors';
import { loadMedia } from '../context/media';
import { type Draft, readDraft } from '../context/parameters';
import { receiptBook } from '../context/receipts';
import { readSettings, type Settings } from '../context/settings';
import { callbackOfSleeper, checkOwnAddress } from '../suspend/ownAddress';
import { completionOf, type Submitted } from '../suspend/suspend';
import type { Run } from './run';
import { submissionLog } from './submissionLog';

/** Nobody waits for the task here, so its end may be long after the time that one would wait. */
const LEAST_CALL_TIMEOUT_MS = 60 * 60_000;

/** One item, ready to be started; `unfinished` limits how many tasks are waited for at once. */
export interface PreparedItem {
	settings: Settings;
	start(unfinished: Limited): Promise<Submitted>;
}

/** Checks all that an item says, so that bad input is found before any item costs money. */
export async function prepareItem(run: Run, itemIndex: number): Promise<PreparedItem> {
	const { operation } = run;
	return startsTask(operation)
		? await prepareStart(run, operation, itemIndex)
		: await prepareExisting(run, operation, itemIndex);
}

async function prepareStart(run: Run, operation: StartOperation, itemIndex: number): Promise<PreparedItem> {
	const { context } = run;
	const { protocol } = operation;
	const settings = readSettings(context, operation, itemIndex);
	const completion = completionOf(context, run.isTool, settings.completion);
	const callback =
		completion === 'suspend'
			? await callbackOfSleeper(context, protocol, settings, itemIndex)
			: { url: await callbackUrlFor(context, protocol, settings.callbackUrl, itemIndex), wakes: false };
	const ports = await run.ports(protocol, settings.delivery.apiVersion);
	const delivery = deliveryOf(run, protocol, settings, itemIndex);
	const receipts = receiptBook(context, itemIndex, await buildRequest(run, operation, itemIndex), protocol.credentialType);
	run.receipts.set(itemIndex, receipts);
	const order: Order = {
		protocol,
		receipts,
		request: async () => withCallback(await buildRequest(run, operation, itemIndex), callback.url),
		...submissionLog(run, protocol, itemIndex, receipts.wish),
		whenThereIsRoom: async (work) => await run.submitting(async () => (run.isStopped() ? undefined : await work())),
	};

	const promiseCall = (taskId: string, readAtOnce: boolean) => {
		const { callbackUrl: url, delivery: { apiVersion, timeoutMs } } = settings;
		if (!url || protocol.callbackMethod) return;
		const call = { key: `call:${taskId}`, url, taskId, protocol, apiVersion, http: ports.http };
		callWhenEnded(context, { ...call, timeoutMs: Math.max(timeoutMs, LEAST_CALL_TIMEOUT_MS), readAtOnce });
	};

	const start: PreparedItem['start'] = async (unfinished) => {
		if (completion === 'wait') {
			const bought = await unfinished(async () => await buyAndAwait(order, waitOf(settings), ports));
			if ('failure' in bought) return bought;
			promiseCall(bought.taskId, true);
			return await deliverWaited(delivery, ports, bought.taskId, bought.waited);
		}
		const purchase = await buyUnawaited(order, ports);
		if ('failure' in purchase) return purchase;
		if (completion === 'none') {
			promiseCall(purchase.taskId, purchase.isAdopted);
			return deliverTask(delivery, purchase.taskId);
		}
		return { pending: { ...purchase, delivery, ports, intervalMs: settings.intervalMs, callsBack: callback.wakes } };
	};
	return { settings, start };
}

async function prepareExisting(run: Run, operation: ExistingOperation, itemIndex: number): Promise<PreparedItem> {
	const protocol = protocolOf(run, operation, itemIndex);
	const settings = readSettings(run.context, operation, itemIndex);
	const ports = await run.ports(protocol, settings.delivery.apiVersion);
	const draft = readDraft(run.context, operation, itemIndex);
	const taskId = String(checkedValues(run, operation.fields, itemIndex, draft).taskId);
	const delivery = deliveryOf(run, protocol, settings, itemIndex);
	const isSuspended = completionOf(run.context, run.isTool, settings.completion) === 'suspend';
	if (isSuspended) await checkOwnAddress(run.context, itemIndex);

	const start: PreparedItem['start'] = async (unfinished) => {
		if (isSuspended) return { pending: { taskId, delivery, ports, intervalMs: settings.intervalMs, isAdopted: true, callsBack: false } };
		const waited = await unfinished(async () =>
			operation.existing === 'get'
				? await getTask(protocol, taskId, ports)
				: await awaitTask(protocol, taskId, { ...waitOf(settings), readAtOnce: true }, ports),
		);
		return await deliverWaited(delivery, ports, taskId, waited);
	};
	return { settings, start };
}

function deliveryOf(run: Run, protocol: Protocol, settings: Settings, itemIndex: number): Delivery {
	const { context, operation, downloading, isTool } = run;
	return {
		context,
		protocol,
		itemIndex,
		downloading,
		operation: operation.option.value,
		isReport: !startsTask(operation) && operation.existing === 'get',
		settings: { ...settings.delivery, download: settings.delivery.download && !isTool },
	};
}

function waitOf({ intervalMs, delivery }: Settings) {
	return { intervalMs, timeoutMs: delivery.timeoutMs };
}

async function buildRequest(run: Run, operation: StartOperation, itemIndex: number): Promise<ApiRequest> {
	const fields = [...operation.fields, ...operation.additionalFields];
	const draft = readDraft(run.context, operation, itemIndex);
	const loaded = await loadMedia(run.context, itemIndex, fields, draft);
	return operation.toRequest(checkedValues(run, fields, itemIndex, loaded));
}

function checkedValues(run: Run, fields: Field[], itemIndex: number, draft: Draft): Values {
	const checked = checkDraft(fields, draft);
	if ('problem' in checked) throw badInput(run.context, itemIndex, checked.displayName, checked.problem);
	return checked.values;
}

function protocolOf({ context }: Run, { protocols }: ExistingOperation, itemIndex: number): Protocol {
	const given: unknown = protocols.length > 1 ? context.getNodeParameter('format', itemIndex, null) : undefined;
	const format = isUnset(given) ? protocols[0]?.format : given;
	const protocol = protocols.find((candidate) => candidate.format === format);
	if (protocol) return protocol;
	throw badInput(context, itemIndex, 'Format', `must be one of ${protocols.map((known) => known.format).join(', ')}`);
}
