import { type JsonObject, withoutGaps } from '../../task/values';
import { oneOf } from '../checks';
import { flag } from '../fieldKinds';
import type { Field } from '../operation';

export const seconds: Field = {
	name: 'seconds',
	property: {
		displayName: 'Duration',
		type: 'options',
		options: [
			{ name: '5 Seconds', value: 5 },
			{ name: '10 Seconds', value: 10 },
		],
		default: 5,
		description: 'Length of the video. CometAPI recommends to set it.',
	},
	check: oneOf(5, 10),
};

export const flip = flag('flip', 'Flip', 'Whether to make an upright (portrait) video');

/** The API's `options` are there only when something in them is set. */
export function group(values: JsonObject): JsonObject | undefined {
	const set = withoutGaps(values);
	return Object.keys(set).length > 0 ? set : undefined;
}
