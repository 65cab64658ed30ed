import { checkDraft, isUnset } from '../../operations/checkDraft';
import { type ExistingOperation, type Field, startsTask, type StartOperation, type Values } from '../../operations/operation';
import { awaitTask, getTask } from '../../task/engine';
import { buy, buyAndAwait, type Order } from '../../task/purchase';
import type { Limited } from '../../task/limit';
import type { Protocol } from '../../task/protocol';
import type { ApiRequest } from '../../task/request';
import { callbackUrlFor, withCallback } from '../callback/address';
import { deliverWaited, deliverTask, type Delivery, type JobResult } from '../context/deliver';
import { badInput } from '../context/errors';
import { loadMedia } from '../context/media';
import { type Draft, readDraft } from '../context/parameters';
import { receiptBook } from '../context/receipts';
import type { Run } from './run';
import { readSettings, type Settings } from '../context/settings';
import { completionOf, suspensionUrl } from '../suspend/suspend';

/** One item, ready to be started; `unfinished` limits how many tasks are waited for at once. */
export interface Job {
	settings: Settings;
	start(unfinished: Limited): Promise<JobResult>;
}

/** Checks all that an item says, so that bad input is found before any item costs money. */
export async function prepareJob(run: Run, itemIndex: number): Promise<Job> {
	const { operation } = run;
	return startsTask(operation)
		? await prepareStart(run, operation, itemIndex)
		: await prepareExisting(run, operation, itemIndex);
}

async function prepareStart(run: Run, operation: StartOperation, itemIndex: number): Promise<Job> {
	const { context } = run;
	const { protocol } = operation;
	const settings = readSettings(context, operation, itemIndex);
	const completion = completionOf(run, settings);
	const callbackUrl =
		completion === 'suspend'
			? await suspensionUrl(run, protocol, settings, itemIndex)
			: await callbackUrlFor(context, protocol, settings.callbackUrl, itemIndex);
	const ports = await run.ports(protocol, settings.delivery.apiVersion);
	const delivery = deliveryOf(run, protocol, settings, itemIndex);
	const order: Order = {
		protocol,
		receipts: receiptBook(context, itemIndex, await buildRequest(run, operation, itemIndex)),
		request: async () => withCallback(await buildRequest(run, operation, itemIndex), callbackUrl),
		onAccepted: (taskId) => logAccepted(run, protocol, itemIndex, taskId),
		whenThereIsRoom: async (work) => await run.submitting(async () => (run.halt.signal.aborted ? undefined : await work())),
	};

	const start: Job['start'] = async (unfinished) => {
		if (completion === 'wait') {
			const bought = await unfinished(async () => await buyAndAwait(order, waitOf(settings), ports));
			return 'failure' in bought ? bought : await deliverWaited(delivery, ports, bought.taskId, bought.waited);
		}
		const purchase = await buy(order, ports);
		if ('failure' in purchase) return purchase;
		if (completion === 'none') return deliverTask(delivery, purchase.taskId);
		return { pending: { taskId: purchase.taskId, delivery, ports } };
	};
	return { settings, start };
}

async function prepareExisting(run: Run, operation: ExistingOperation, itemIndex: number): Promise<Job> {
	const protocol = protocolOf(run, operation, itemIndex);
	const settings = readSettings(run.context, operation, itemIndex);
	const ports = await run.ports(protocol, settings.delivery.apiVersion);
	const draft = readDraft(run.context, operation, itemIndex);
	const taskId = String(checkedValues(run, operation.fields, itemIndex, draft).taskId);
	const delivery = deliveryOf(run, protocol, settings, itemIndex);

	const start: Job['start'] = async (unfinished) => {
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

function logAccepted({ context, operation }: Run, protocol: Protocol, itemIndex: number, taskId: string): void {
	// After Stop or a kill n8n saves nothing of the running node, so this line is then all that is left of a paid task.
	context.logger.info(`Runway task accepted: ${taskId}`, {
		taskId,
		format: protocol.format,
		operation: `${operation.resource}.${operation.option.value}`,
		itemIndex,
		executionId: context.getExecutionId(),
	});
}
