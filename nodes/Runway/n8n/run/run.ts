import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { operations } from '../../operations';
import type { Operation } from '../../operations/operation';
import type { Ports } from '../../task/engine';
import { type Limited, limiter } from '../../task/limit';
import type { Protocol } from '../../task/protocol';
import type { ReceiptBook } from '../../task/purchase';
import { n8nClock } from '../context/clock';
import { apiHttp } from '../context/http';

const SUBMISSIONS_AT_ONCE = 5;
const DOWNLOADS_AT_ONCE = 4;

/** What all items of one execution of the node share. */
export interface Run {
	context: IExecuteFunctions;
	operation: Operation;
	isTool: boolean;
	/** What was bought for each item that starts a task. */
	receipts: Map<number, ReceiptBook>;
	/** Ends the waiting of all items and keeps further ones from being submitted. */
	halt: AbortController;
	isStopped(): boolean;
	submitting: Limited;
	downloading: Limited;
	ports(protocol: Protocol, apiVersion: string): Promise<Ports>;
}

export function startRun(context: IExecuteFunctions): Run {
	const halt = new AbortController();
	const cancel = context.getExecutionCancelSignal();
	const clock = n8nClock(cancel, halt.signal);
	const operation = findOperation(context);
	const known = new Map<string, Promise<Ports>>();
	return {
		context,
		operation,
		receipts: new Map(),
		halt,
		isStopped: () => halt.signal.aborted || cancel?.aborted === true,
		isTool: isToolRun(context),
		submitting: limiter(SUBMISSIONS_AT_ONCE),
		downloading: limiter(DOWNLOADS_AT_ONCE),
		// Shared by all items, because n8n reads the credential from its database each time it is asked for.
		ports: async (protocol, apiVersion) => {
			const key = `${protocol.format} ${apiVersion}`;
			const ports = known.get(key) ?? apiHttp(context, protocol, apiVersion).then((http) => ({ clock, http }));
			known.set(key, ports);
			return await ports;
		},
	};
}

function findOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = operations.find((candidate) => candidate.resource === resource && candidate.option.value === value);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), `There is no operation “${String(value)}” for the resource “${String(resource)}”`, {
		description: 'Choose the resource and the operation from their lists again.',
	});
}

/** Whether what fails is thrown; otherwise it becomes an item of the output. */
export function endsOnFailure(context: IExecuteFunctions): boolean {
	return !context.continueOnFail() && !isToolRun(context);
}

/** n8n 1.x has no `isToolExecution`; there the generated tool's type name tells. */
export function isToolRun(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || ('isToolExecution' in context && context.isToolExecution());
}
