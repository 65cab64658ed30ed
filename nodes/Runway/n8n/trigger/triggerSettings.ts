import type { IWebhookFunctions } from 'n8n-workflow';

import { deliveryFields } from '../../operations/deliveryFields';
import { eventsField } from '../../operations/events';
import { isFormat } from '../../protocols';
import type { Format } from '../../task/protocol';
import { type DeliverySettings, readBehaviour, toDeliverySettings } from '../context/deliverySettings';

export interface TriggerSettings {
	format: Format;
	events: string[];
	delivery: DeliverySettings;
}

/** The default stands in for what is not allowed, since a callback that is refused is a result that is lost. */
export function readTriggerSettings(context: IWebhookFunctions): TriggerSettings {
	const { values, problems } = readBehaviour(
		(name) => context.getNodeParameter(name, null),
		[eventsField, ...deliveryFields],
		({ isForTrigger }) => isForTrigger === true,
	);
	for (const { displayName, problem } of problems) {
		context.logger.warn(`Runway Trigger: ${displayName} ${problem}. The default is used instead.`);
	}
	const api = context.getNodeParameter('api', 'pro');
	return {
		format: isFormat(api) ? api : 'pro',
		events: Array.isArray(values.events) ? values.events.map(String) : [],
		delivery: toDeliverySettings(values),
	};
}
