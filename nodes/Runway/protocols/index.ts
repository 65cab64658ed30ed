import type { Format, Protocol } from '../task/protocol';
import { aiVideo } from './aiVideo';
import { official } from './official';
import { pro } from './pro';

export const protocols: Record<Format, Protocol> = { official, pro, aiVideo };

export function isFormat(value: unknown): value is Format {
	return typeof value === 'string' && Object.hasOwn(protocols, value);
}
