import { startedAt } from '../lifecycle.ts';
import { bareTask } from './official.ts';
import { numericData } from './pro.ts';
import type { View } from './view.ts';

const words = { missing: 'NOT_START', queued: 'QUEUED', running: 'IN_PROGRESS', succeeded: 'SUCCESS', failed: 'FAILURE' };

/** The gateway's own record of a task, with the upstream's answer inside. */
export function recordData(view: View): Record<string, unknown> {
	const { task, state, dialect, outputs, failure, now } = view;
	const status = state.phase === 'undocumented' ? task.steering.status : words[state.phase];
	const [url] = outputs;
	const place = dialect.wrappedResult;
	const inner = task.format === 'official' ? bareTask(view) : numericData(view);
	return {
		task_id: task.id,
		action: task.operation.split('/').at(-1)?.toUpperCase(),
		status,
		fail_reason: failure?.text ?? (place === 'fail_reason' && url ? url : ''),
		...(place === 'result_url' && url && { result_url: url }),
		...(place === 'video_url' && url && { video_url: url }),
		submit_time: seconds(task.createdAt),
		start_time: now >= startedAt(task) ? seconds(startedAt(task)) : 0,
		finish_time: state.progress === 1 && task.finishedAt !== undefined ? seconds(task.finishedAt) : 0,
		progress: `${Math.round(state.progress * 100)}%`,
		data: place === 'data' ? inner : { ...inner, output: undefined, video_url: undefined },
	};
}

export function wrappedTask(view: View): Record<string, unknown> {
	return { code: 'success', message: '', data: recordData(view) };
}

function seconds(timeMs: number): number {
	return Math.floor(timeMs / 1000);
}
