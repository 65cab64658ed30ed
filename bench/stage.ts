import { reference, type Execution } from '../playground/lab/client.ts';
import type { WorkflowJson } from '../playground/lab/workflow.ts';
import { KEY, openStage, type Stage } from '../test/e2e/stage.ts';
import type { Access } from './workflows.ts';

export interface Bench extends Stage {
	access: Access;
}

/** A real n8n 2.x with the packed package, the simulator, and a credential for the hand-built workflow. */
export async function openBench(env: Record<string, string> = {}): Promise<Bench> {
	const stage = await openStage('2.x', env);
	const header = await stage.lab.client.createCredential('httpHeaderAuth', 'Header', { name: 'Authorization', value: `Bearer ${KEY}` });
	return { ...stage, access: { apiUrl: stage.simulator.url, credentials: { ...stage.credentials, ...reference(header) } } };
}

export const API_KEY = KEY;

export async function start({ lab }: Stage, json: WorkflowJson): Promise<string> {
	const id = await lab.client.runWorkflow(await lab.client.createWorkflow(json));
	if (!id) throw new Error(`${json.name} was not started`);
	return id;
}

const PATIENCE_MS = 20 * 60_000;

export async function finish({ lab }: Stage, executionId: string): Promise<Execution> {
	const execution = await lab.client.waitForExecution(executionId, undefined, PATIENCE_MS);
	if (execution.status !== 'success') throw new Error(`Execution ${executionId} ended as ${execution.status}: ${execution.error?.message}`);
	return execution;
}

/** From the moment the first of these nodes began to the moment the last of them ended. */
export function spanMs({ nodes }: Execution, ...names: string[]): number {
	const runs = names.flatMap((name) => nodes[name] ?? []);
	const endedAt = runs.map(({ startTime, executionTime }) => startTime + executionTime);
	return Math.max(...endedAt) - Math.min(...runs.map(({ startTime }) => startTime));
}
