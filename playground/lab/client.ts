import { editorCalls } from './editor.ts';
import { executionCalls } from './executions.ts';
import { logIn, openRest } from './rest.ts';
import { workflowCalls } from './workflows.ts';

export { itemsOf } from './execution.ts';
export type { BinaryFile, Execution, Item, NodeRun } from './execution.ts';
export { reference } from './editor.ts';
export { OWNER, RestError } from './rest.ts';

export type N8nClient = Awaited<ReturnType<typeof connect>>;

/** Logs in to a running n8n and offers what its editor can do. */
export async function connect(url: string) {
	const rest = openRest(url);
	await logIn(rest);
	return { rest, ...workflowCalls(rest), ...executionCalls(rest), ...editorCalls(rest) };
}
