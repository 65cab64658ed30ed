export interface Closing {
	later: (close: () => Promise<void>) => void;
	/** Closes what was opened, the last first; whatever fails, the rest is closed too. */
	now: () => Promise<void>;
}

const CANCELLED = 130;

export function openClosing(): Closing {
	const steps: Array<() => Promise<void>> = [];
	return {
		later: (close) => void steps.push(close),
		now: async () => {
			for (let close = steps.pop(); close; close = steps.pop()) {
				await close().catch((error: unknown) => console.error(`› Tidying up: ${String(error)}`));
			}
		},
	};
}

/** On Ctrl-C everything is stopped before this process ends. */
export function closeOnSignal(closing: Closing): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => void closing.now().finally(() => process.exit(CANCELLED)));
	}
}
