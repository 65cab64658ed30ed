import type { INodeProperties } from 'n8n-workflow';

import { completionField, waits } from '../operations/completion';
import { deliveryFields } from '../operations/deliveryFields';
import type { Operation } from '../operations/operation';
import { collectionMember } from './fieldProperties';

const suspendNotice: INodeProperties = {
	displayName:
		'n8n cannot fail a node that was suspended: with On Error set to “Stop Workflow”, failed items leave on the main output with an “error” field. Choose “Continue (using error output)” in the settings to keep them apart. From a sub-workflow that is called once per item, n8n 2.x hands back one result only: call it once with all items.',
	name: 'suspendNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { completion: ['suspend'] } },
};

export function waitingProperties(operation: Operation): INodeProperties[] {
	return waits(operation) ? [collectionMember(completionField(operation)), suspendNotice] : [];
}

export const deliveryProperties = deliveryFields.map(collectionMember);

/** In the node they go away with Return Immediately; n8n 1.x does not start a node that hangs on a parameter it lacks. */
export const deliveryUnlessReturning: INodeProperties[] = deliveryProperties.map((property) => ({
	...property,
	displayOptions: { ...property.displayOptions, hide: { completion: ['none'] } },
}));
