import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { asRecord, RestError, type Rest } from './rest.ts';
import type { WorkflowJson } from './workflow.ts';

export interface SavedWorkflow extends WorkflowJson {
	id: string;
	versionId: string;
	active: boolean;
}

export interface ManualRun {
	/** The trigger to start from; the workflow's only trigger unless told otherwise. */
	startAt?: string;
	/** "Execute step": runs up to and including this node. */
	until?: string;
}

export interface WebhookAnswer {
	statusCode: number;
	headers: Record<string, string | string[] | undefined>;
	body: string;
}

export function workflowCalls(rest: Rest) {
	const get = async (id: string) => (await rest.call('GET', `/workflows/${id}`)) as SavedWorkflow;

	return {
		getWorkflow: get,

		createWorkflow: async (json: WorkflowJson) => (await rest.call('POST', '/workflows', { active: false, ...json })) as SavedWorkflow,

		updateWorkflow: async (id: string, changes: Partial<WorkflowJson>) =>
			(await rest.call('PATCH', `/workflows/${id}`, {
				...changes,
				versionId: (await get(id)).versionId,
			})) as SavedWorkflow,

		deleteWorkflow: async (id: string) => {
			await rest.call('POST', `/workflows/${id}/archive`, {});
			await rest.call('DELETE', `/workflows/${id}`);
		},

		/** Publishes the saved version (2.x) or switches the workflow on (1.x): the same call on both lines. */
		activate: async (id: string) => {
			const { versionId } = await get(id);
			await rest.call('POST', `/workflows/${id}/activate`, { versionId });
			await publicationSettled(rest, id);
		},

		deactivate: async (id: string) => {
			await rest.call('POST', `/workflows/${id}/deactivate`, {});
			await publicationSettled(rest, id);
		},

		/** Presses "Execute workflow"; undefined means that n8n now listens for a test webhook call. */
		runWorkflow: async (saved: SavedWorkflow, run: ManualRun = {}): Promise<string | undefined> => {
			const answer = asRecord(
				await rest.call('POST', `/workflows/${saved.id}/run`, {
					// 1.x runs the workflow it is sent, 2.x the one it has saved.
					workflowData: saved,
					triggerToStartFrom: { name: run.startAt ?? triggerOf(saved) },
					...(run.until ? { destinationNode: { nodeName: run.until, mode: 'inclusive' } } : {}),
				}),
			);
			const id = answer['executionId'];
			return id === undefined ? undefined : String(id);
		},

		callWebhook: async (path: string, { base = 'webhook', ...call }: WebhookOptions = {}): Promise<WebhookAnswer> =>
			await callOnce(`${rest.url}/${base}/${path}`, call),
	};
}

export interface WebhookOptions {
	method?: 'GET' | 'POST';
	json?: unknown;
	base?: 'webhook' | 'webhook-test' | 'webhook-waiting';
}

const PUBLICATION_TIMEOUT_MS = 20_000;

/** 2.x registers and removes webhooks after it answered; 1.x has done it by then and knows no such status. */
async function publicationSettled(rest: Rest, id: string): Promise<void> {
	const deadline = Date.now() + PUBLICATION_TIMEOUT_MS;
	for (;;) {
		const answer = asRecord(await rest.call('GET', `/workflows/${id}/publication-status`).catch(noSuchStatus));
		if (answer['status'] === 'failed') throw new Error(`Workflow ${id} was not activated: ${JSON.stringify(answer['triggers'])}`);
		if (answer['status'] !== 'in_progress') return;
		if (Date.now() > deadline) throw new Error(`Workflow ${id} is still being published`);
		await delay(50);
	}
}

function noSuchStatus(error: unknown): void {
	if (!(error instanceof RestError && error.statusCode === 404)) throw error;
}

async function callOnce(address: string, { method = 'POST', json }: WebhookOptions): Promise<WebhookAnswer> {
	const hasBody = json !== undefined;
	const { statusCode, headers, body } = await request(address, {
		method,
		headers: hasBody ? { 'content-type': 'application/json' } : {},
		body: hasBody ? JSON.stringify(json) : null,
	});
	return { statusCode, headers, body: await body.text() };
}

function triggerOf({ name, nodes }: WorkflowJson): string {
	const trigger = nodes.find(({ type }) => /trigger$|\.webhook$/i.test(type));
	if (!trigger) throw new Error(`Workflow "${name}" has no trigger to start from`);
	return trigger.name;
}
