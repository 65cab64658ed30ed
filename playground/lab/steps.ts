export interface Step {
	label: string;
	state: 'running' | 'done' | 'failed';
	elapsedMs: number;
}

export type OnStep = (step: Step) => void;

const TICK_MS = 1_000;

/** Runs one piece of work and reports its elapsed time about every second until it ends. */
export async function timedStep<T>(label: string, onStep: OnStep, work: () => Promise<T>): Promise<T> {
	const startedAt = Date.now();
	const report = (state: Step['state']) => onStep({ label, state, elapsedMs: Date.now() - startedAt });
	report('running');
	const timer = setInterval(() => report('running'), TICK_MS);
	try {
		const result = await work();
		report('done');
		return result;
	} catch (error) {
		report('failed');
		throw error;
	} finally {
		clearInterval(timer);
	}
}

const QUIET_LINE_EVERY_MS = 30_000;
const MARKS: Record<Step['state'], string> = { running: '…', done: '✓', failed: '✗' };

/** One rewritten line per step in a terminal, a line every half minute in a log. */
export function stepPrinter(out: NodeJS.WriteStream = process.stdout): OnStep {
	let lastPrintedMs = -1;
	return ({ label, state, elapsedMs }) => {
		const text = `${MARKS[state]} ${label} (${Math.round(elapsedMs / 1_000)} s)`;
		if (out.isTTY) {
			out.write(`\r\u001b[2K${text}${state === 'running' ? '' : '\n'}`);
			return;
		}
		const due = elapsedMs === 0 || elapsedMs - lastPrintedMs >= QUIET_LINE_EVERY_MS;
		if (state !== 'running' || due) out.write(`${text}\n`);
		if (due) lastPrintedMs = elapsedMs;
	};
}
