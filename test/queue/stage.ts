import { createHash } from 'node:crypto';
import { type Execution, itemsOf, reference } from '../../playground/lab/client.ts';
import type { N8nServer } from '../../playground/lab/server.ts';
import { node, type NodeSettings, runway, webhookTrigger, workflow } from '../../playground/lab/workflow.ts';
import type { Simulator } from '../../playground/simulator/index.ts';
import type { Cluster } from './cluster.ts';

export interface Outcome {
	wishes: number;
	charged: number;
	delivered: number;
	/** What n8n did with the execution. */
	ended: string;
}

export interface Stage {
	cluster: Cluster;
	simulator: Simulator;
	credentials: NonNullable<NodeSettings['credentials']>;
}

export async function openStage(cluster: Cluster, simulator: Simulator): Promise<Stage> {
	const data = { apiKey: 'key-of-the-tests', baseUrl: simulator.url };
	const credential = await cluster.client.createCredential('cometApiRunwayApi', 'CometAPI', data);
	return { cluster, simulator, credentials: reference(credential) };
}

/** Only then the job is over for the queue, too. */
export const finishedBy = (server: N8nServer, executionId: string): boolean =>
	new RegExp(`finished execution ${executionId}\\b`, 'i').test(server.logs());

interface Scene {
	/** Stands in every prompt, so that the ledger tells whose a task is. */
	name: string;
	/** What the simulator shall do with each of the items. */
	prompts: string[];
	parameters?: Record<string, unknown>;
}

/** Calls a live workflow, Webhook → Split Out → Runway → After, and returns its execution's id. */
export async function play({ cluster: { client }, credentials }: Stage, { name, prompts, parameters }: Scene): Promise<string> {
	const saved = await client.createWorkflow(
		workflow(name, [
			webhookTrigger(name),
			node('Split Out', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'body.items', options: {} }),
			runway('Runway', { resource: 'proVideo', operation: 'generate', prompt: '={{ $json.prompt }}', ...parameters }, { credentials }),
			after(),
		]),
	);
	await client.activate(saved.id);
	await client.callWebhook(name, { json: { items: prompts.map((prompt) => ({ prompt: `${name}: ${prompt}` })) } });
	return (await client.latestExecution(saved.id)).id;
}

/** The tasks that a scene was charged for, in the order of the charges. */
export const chargedTo = ({ simulator }: Stage, name: string): string[] =>
	simulator.ledger.charges.filter(({ body }) => JSON.stringify(body).includes(`"${name}: `)).map(({ taskId }) => taskId);

/** The tasks that a process of n8n says were accepted. */
export const loggedBy = (server: N8nServer): string[] =>
	[...server.logs().matchAll(/Runway task accepted: ([\w-]+)/g)].map(([, taskId]) => String(taskId));

export const startedBy = (server: N8nServer, executionId: string): boolean =>
	new RegExp(`started execution ${executionId}\\b`, 'i').test(server.logs());

/**
 * Reads the file where it is used, in a worker.
 * In its database mode n8n 2.x does not show the file of any webhook trigger in the editor, so downloading it there proves nothing.
 */
export const after = () =>
	node('After', 'n8n-nodes-base.crypto', { action: 'hash', type: 'SHA256', binaryData: true, dataPropertyName: 'sha256', encoding: 'hex' });

/** The tasks whose very file arrived at the node "After". */
export const deliveredTo = ({ simulator }: Stage, execution: Execution): string[] =>
	itemsOf(execution, 'After').flatMap(({ json }) => {
		const taskId = String(json['taskId']);
		const expected = createHash('sha256').update(simulator.fileFor(taskId)).digest('hex');
		return json['sha256'] === expected ? [taskId] : [];
	});
