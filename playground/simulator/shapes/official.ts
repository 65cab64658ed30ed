import type { View } from './view.ts';

const words = { missing: 'PENDING', running: 'RUNNING', succeeded: 'SUCCEEDED', failed: 'FAILED' };

/** The task as Runway itself answers it. */
export function bareTask({ task, state, dialect, outputs, failure }: View): Record<string, unknown> {
	const { phase } = state;
	const status = phase === 'undocumented' ? task.steering.status : phase === 'queued' ? dialect.queuedWord : words[phase];
	return {
		id: task.id,
		status,
		createdAt: new Date(task.createdAt).toISOString(),
		...(phase === 'succeeded' && { output: outputs }),
		failure: failure?.text ?? null,
		failureCode: failure?.code ?? null,
		progress: state.progress,
	};
}
