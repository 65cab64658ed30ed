import type { Values } from '../../operations/operation';

/** How one task is read and its result delivered; a suspended task takes all of it along. */
export interface DeliverySettings {
	download: boolean;
	binaryPropertyName: string;
	maxDownloadMegabytes: number;
	includeRaw: boolean;
	onTimeout: 'fail' | 'return';
	timeoutMs: number;
	apiVersion: string;
}

/** From the values of parameters and options, checked and complete. */
export function toDeliverySettings(values: Values): DeliverySettings {
	return {
		download: values.download === true,
		binaryPropertyName: String(values.binaryPropertyName),
		maxDownloadMegabytes: Number(values.maxDownloadMegabytes),
		includeRaw: values.includeRaw === true,
		onTimeout: values.onTimeout === 'return' ? 'return' : 'fail',
		timeoutMs: Number(values.timeoutMinutes) * 60_000,
		apiVersion: String(values.apiVersion),
	};
}
