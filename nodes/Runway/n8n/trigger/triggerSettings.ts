import type { IWebhookFunctions } from 'n8n-workflow';

import { behaviourDefaults } from '../../operations/behaviour';
import type { Format } from '../../task/protocol';
import { isObject } from '../../task/values';
import { type DeliverySettings, toDeliverySettings } from '../context/deliverySettings';

export interface TriggerSettings {
	format: Format;
	events: string[];
	delivery: DeliverySettings;
}

export function readTriggerSettings(context: IWebhookFunctions): TriggerSettings {
	const given: unknown = context.getNodeParameter('options', {});
	const options = { ...behaviourDefaults, ...(isObject(given) ? given : {}) };
	const maxDownloadMegabytes = Number(options.maxDownloadMegabytes);
	const events = context.getNodeParameter('events', ['succeeded', 'failed']);
	return {
		format: context.getNodeParameter('api', 'pro') === 'aiVideo' ? 'aiVideo' : 'pro',
		events: Array.isArray(events) ? events.map(String) : [],
		delivery: toDeliverySettings({
			...options,
			download: context.getNodeParameter('download', true) !== false,
			binaryPropertyName: String(context.getNodeParameter('binaryPropertyName', 'data')) || 'data',
			// An expression may give no number at all, which must not mean that there is no limit.
			maxDownloadMegabytes: maxDownloadMegabytes >= 1 ? maxDownloadMegabytes : Number(behaviourDefaults.maxDownloadMegabytes),
		}),
	};
}
