import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Protocol } from '../task/protocol';
import type { ApiRequest } from '../task/request';
import type { JsonObject } from '../task/values';

/** Says what is allowed when a value is not, as the end of a sentence that starts with the field's name. */
export type Check = (value: unknown) => string | undefined;

export interface MediaRule {
	kind: 'image' | 'video' | 'imageOrVideo';
	/** The longest data URI the endpoint takes; absent where it takes a URL only. */
	maxDataUriBytes?: number;
}

export interface Field {
	/** The API's own name of the field, and the parameter's name in the editor. */
	name: string;
	property: Omit<INodeProperties, 'name'>;
	check?: Check;
	media?: MediaRule;
	/** Fields of each entry, for a list of media: the entry's `uri` is a URL or a binary file. */
	entries?: { media: MediaRule; fields: Field[] };
	/** What the list of a resource locator offers. */
	choices?: INodePropertyOptions[];
}

/** Checked values under the API's field names; what the user did not set is absent. */
export type Values = JsonObject;

interface OperationOption {
	name: string;
	value: string;
	action: string;
	description: string;
}

interface OperationBase {
	resource: string;
	option: OperationOption;
	notice?: string;
}

/** Starts a task, and so costs money. */
export interface StartOperation extends OperationBase {
	protocol: Protocol;
	fields: Field[];
	additionalFields: Field[];
	toRequest(values: Values): ApiRequest;
}

/** Reads or awaits a task that exists already. */
export interface ExistingOperation extends OperationBase {
	existing: 'get' | 'wait';
	protocols: Protocol[];
	fields: Field[];
}

export type Operation = StartOperation | ExistingOperation;

export function startsTask(operation: Operation): operation is StartOperation {
	return 'toRequest' in operation;
}
