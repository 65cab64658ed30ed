import type { View } from './view.ts';

const words = { missing: 'in queue', queued: 'in queue', running: 'submitted', succeeded: 'success' };

export function aiVideoTask({ task, state, dialect, outputs, gif, failure }: View): Record<string, unknown> {
	const { phase, progress } = state;
	const [url] = outputs;
	if (failure) return { uuid: task.id, status: dialect.aiVideoFailed, error: failure.text, error_code: failure.code };
	return {
		uuid: task.id,
		status: phase === 'undocumented' ? task.steering.status : phase === 'failed' ? dialect.aiVideoFailed : words[phase],
		...(phase === 'running' && { progress: dialect.aiVideoProgress === 'percent' ? Math.round(progress * 100) : progress }),
		...(url && { url, gif_url: gif }),
	};
}
