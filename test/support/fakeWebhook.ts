import type { IWebhookFunctions } from 'n8n-workflow';

export const RESUME_URL = 'https://n8n.example.com/webhook-waiting/7?signature=abc';
export const TRIGGER_URL = 'https://n8n.example.com/webhook/5/runway';

/** The API's answer about a task. */
export interface Answer {
	statusCode?: number;
	body: unknown;
}

interface Call {
	query?: object;
	body?: unknown;
}

interface Setting {
	/** What the node left with n8n when it was suspended. */
	items?: unknown[];
	parameters?: Record<string, unknown>;
	mode?: string;
	executionId?: string;
	nodeId?: string;
	staticData?: Record<string, unknown>;
	getCredentials?: () => Promise<object>;
	/** What the API answers about a task; nothing means that it cannot be reached. */
	read?: (taskId: string) => Answer | undefined;
	download?: (url: string) => Promise<unknown>;
}

/** The context of n8n's webhook calls, with everything that happened in the order in which it happened. */
export function fakeWebhook(setting: Setting) {
	const events: string[] = [];
	const logs: string[] = [];
	const log = (message: string) => void logs.push(message);

	function contextFor({ query = {}, body = {} }: Call): IWebhookFunctions {
		const response = {
			headersSent: false,
			status: (code: number) => ({
				json() {
					response.headersSent = true;
					events.push(`answer ${code}`);
				},
			}),
		};
		const context = {
			evaluateExpression: (expression: string) => (expression.includes('$input') ? (setting.items ?? []) : RESUME_URL),
			getQueryData: () => query,
			getBodyData: () => body,
			getExecutionId: () => setting.executionId ?? '1',
			getMode: () => setting.mode ?? 'webhook',
			getWorkflow: () => ({ id: 'workflow' }),
			getNode: () => ({ id: setting.nodeId ?? 'node', name: 'Runway', type: 'runway', parameters: {} }),
			getWorkflowStaticData: () => setting.staticData ?? {},
			getNodeWebhookUrl: () => TRIGGER_URL,
			getNodeParameter: (name: string, fallback: unknown) => setting.parameters?.[name] ?? fallback,
			getCredentials: setting.getCredentials ?? (async () => ({ baseUrl: 'https://api.example.com' })),
			getResponseObject: () => response,
			logger: { debug: log, info: log, warn: log, error: log },
			helpers: {
				async httpRequestWithAuthentication(_: string, { url, body: sent, qs }: { url: string; body?: { task_id?: string }; qs?: { uuid?: string } }) {
					const taskId = String(sent?.task_id ?? qs?.uuid ?? /\/runwayml\/v1\/tasks\/(\w+)$/.exec(url)?.[1]);
					events.push(`read ${taskId}`);
					const answer = setting.read?.(taskId);
					if (!answer) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
					return { statusCode: 200, headers: {}, ...answer };
				},
				async prepareBinaryData(stream: AsyncIterable<Uint8Array>) {
					let bytes = 0;
					for await (const chunk of stream) bytes += chunk.length;
					return { data: '', mimeType: 'video/mp4', bytes };
				},
				async httpRequest({ url }: { url: string }) {
					events.push(`download ${url}`);
					return (await setting.download?.(url)) ?? { statusCode: 404, headers: {}, body: '' };
				},
			},
		};
		return context as unknown as IWebhookFunctions;
	}
	return { events, logs, contextFor };
}

export const running: Answer = { body: { task_id: 'x', status: '1' } };
export const failed: Answer = { body: { task_id: 'x', status: '2', msg: 'The result was rejected' } };
export const missing: Answer = { statusCode: 400, body: { code: 'task_not_exist', message: 'task_not_exist', data: null } };
export const succeeded = (taskId: string): Answer => ({ body: { task_id: taskId, status: '3', video_url: `https://files.example.com/${taskId}.mp4` } });
