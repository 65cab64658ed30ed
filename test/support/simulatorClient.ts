import { type Simulator, startSimulator } from '../../playground/simulator/index.ts';

export interface Seen {
	status: number;
	headers: Headers;
	body: unknown;
}

export const comet = { authorization: 'Bearer key', 'x-runway-version': '2024-11-06' };
export const aiVideo = { authorization: 'key' };

export const paths = {
	official: '/runwayml/v1/image_to_video',
	pro: '/runway/pro/generate',
	aiVideo: '/runway/generate/text',
};
export type Family = keyof typeof paths;

/** The smallest body each family accepts. */
export const wishes: Record<Family, (prompt: string) => Record<string, unknown>> = {
	official: (promptText) => ({ promptImage: 'https://media.example/a.png', model: 'gen4_turbo', promptText }),
	pro: (prompt) => ({ callback_url: 'https://example.com/webhook', prompt, model: 'gen4' }),
	aiVideo: (text_prompt) => ({ text_prompt, model: 'gen3' }),
};

export const headersOf = (family: Family): Record<string, string> => (family === 'aiVideo' ? aiVideo : comet);

export const resultUrl = expect.stringMatching(/\/results\/.+\/output-0\.mp4\?/) as unknown;

/** A simulator for one test file, and a client whose requests to it are one line each; its clock moves only when told. */
export async function simulatorClient() {
	const clock = { nowMs: 0 };
	const simulator: Simulator = await startSimulator({ now: () => clock.nowMs });

	async function ask(path: string, headers: Record<string, string>, body?: unknown): Promise<Seen> {
		const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
		const response = await fetch(simulator.url + path, { ...init, headers, redirect: 'manual' });
		const text = await response.text();
		return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
	}

	function submit(family: Family, prompt = 'A fox', headers = headersOf(family)): Promise<Seen> {
		return ask(paths[family], headers, wishes[family](prompt));
	}

	function read(family: Family, taskId: string, headers = headersOf(family)): Promise<Seen> {
		if (family === 'official') return ask(`/runwayml/v1/tasks/${taskId}`, headers);
		return family === 'pro' ? ask('/runway/feed', headers, { task_id: taskId }) : ask(`/status?uuid=${taskId}`, headers);
	}

	async function started(family: Family, prompt?: string): Promise<string> {
		await submit(family, prompt);
		return lastTaskId();
	}

	function lastTaskId(): string {
		return simulator.ledger.charges.at(-1)?.taskId ?? '';
	}

	function reset(): void {
		clock.nowMs = Date.parse('2026-03-13T09:52:46Z');
		simulator.reset();
	}

	return { simulator, clock, ask, submit, read, started, lastTaskId, reset, chargeCount: () => simulator.ledger.charges.length };
}
