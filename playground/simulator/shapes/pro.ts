import { text, type View } from './view.ts';

const numbers = { missing: '0', queued: '0', running: '1', failed: '2', succeeded: '3' };
const COST = '320';

/** The inner object of the legacy feed; callbacks carry the same. */
export function numericData({ task, state, now, outputs, poster, lastFrame, failure }: View): Record<string, unknown> {
	const { phase } = state;
	const [url = ''] = outputs;
	const prompt = text(task.body, 'prompt');
	return {
		task_id: task.id,
		state: '',
		status: phase === 'undocumented' ? task.steering.status : numbers[phase],
		prompt,
		prompt_en: prompt,
		video_url: url,
		raw_video_url: '',
		poster: url && poster,
		last_frame: url && lastFrame,
		msg: failure ? `${failure.text} (${failure.code})` : null,
		point: COST,
		refund: failure ? '1' : '0',
		create_time: new Date(task.createdAt).toISOString(),
		update_time: new Date(now).toISOString(),
	};
}

export function numericTask(view: View): Record<string, unknown> {
	return { code: 200, msg: '成功', data: numericData(view), exec_time: 0.04 };
}
