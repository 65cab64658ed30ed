import type { Protocol } from '../../nodes/Runway/task/protocol.ts';

/** Whether an answer itself speaks of success: by one of the words of its protocol, or by the address of a video. */
export function saysSuccess(protocol: Protocol, body: unknown): boolean {
	if (typeof body !== 'object' || body === null) return false;
	return Object.entries(body).some(([key, value]) => {
		if ((key === 'status' || key === 'state') && protocol.statusOf(value) === 'succeeded') return true;
		if (key === 'video_url' && /^\s*https?:/i.test(String(value))) return true;
		return saysSuccess(protocol, value);
	});
}
