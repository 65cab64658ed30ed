import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { deliveryFields } from '../../operations/deliveryFields';
import type { Receipt, ReceiptBook } from '../../task/purchase';
import type { ApiRequest } from '../../task/request';
import { isObject, withoutGaps } from '../../task/values';

/** Parameters that say how to wait and deliver, not what to buy: changing them must not buy again. */
const BEHAVIOUR = ['options', 'completion', ...deliveryFields.map(({ name }) => name)];

interface Kept extends Receipt {
	wish: string;
	request: string;
	credentialId?: string;
}

/**
 * Receipts live in the node's context, which n8n keeps through Retry On Fail and through a manual retry.
 * A wish is recognised by the parameters as written, so that `$now` or a random seed cannot buy twice, or by the
 * request they gave, so that a retry with another item's prompt mended does not buy the unchanged ones again.
 * The account is known by the credential's id alone: a key that was edited in it may be a new key of the same account.
 */
export function receiptBook(
	context: IExecuteFunctions,
	itemIndex: number,
	request: ApiRequest,
	credentialType: string,
): ReceiptBook & { wish: string } {
	const receipts = receiptsOf(context, itemIndex);
	const credentialId = context.getNode().credentials?.[credentialType]?.id ?? undefined;
	const mine = { wish: wishOf(context, itemIndex), request: fingerprint(request), ...(credentialId && { credentialId }) };
	const position = () => receipts.findIndex(({ wish, request: sent }) => wish === mine.wish || sent === mine.request);
	const remove = () => {
		const index = position();
		if (index >= 0) receipts.splice(index, 1);
	};
	return {
		wish: mine.wish,
		find() {
			const found = receipts[position()];
			return found && { ...found, isOfOtherCredential: (found.credentialId ?? credentialId) !== credentialId };
		},
		keep(receipt) {
			remove();
			receipts.push({ ...mine, ...withoutGaps(receipt) });
		},
		remove,
	};
}

function receiptsOf(context: IExecuteFunctions, itemIndex: number): Kept[] {
	const store = context.getContext('node');
	const runIndex = Number(context.getWorkflowDataProxy(itemIndex).$runIndex ?? 0);
	const key = `receipts:${runIndex}:${itemIndex}`;
	if (!Array.isArray(store[key])) store[key] = [];
	return store[key];
}

function wishOf(context: IExecuteFunctions, itemIndex: number): string {
	const { parameters } = context.getNode();
	const bought = Object.entries(parameters).filter(([name]) => !BEHAVIOUR.includes(name));
	return fingerprint({ bought, json: context.getInputData()[itemIndex]?.json });
}

function fingerprint(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value, sortKeys)).digest('base64url').slice(0, 22);
}

function sortKeys(_: string, value: unknown): unknown {
	return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
