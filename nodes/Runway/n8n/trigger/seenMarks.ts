import type { IWebhookFunctions } from 'n8n-workflow';

const LIMIT = 500;

/** Shared by the requests of this process, which each load the workflow's static data before the others have saved theirs. */
const marksOfNodes = new Map<string, Set<string>>();

/** What a trigger has passed on. The list survives a restart with the workflow; the oldest marks make room. */
export function seenMarks(context: IWebhookFunctions) {
	const key = `${String(context.getWorkflow().id)}:${context.getNode().id}`;
	const store = context.getWorkflowStaticData('node');
	const marks = marksOfNodes.get(key) ?? new Set<string>();
	marksOfNodes.set(key, marks);
	for (const mark of Array.isArray(store.seen) ? store.seen : []) marks.add(String(mark));
	return {
		has: (mark: string) => marks.has(mark),
		add: (mark: string) => {
			marks.add(mark);
			for (const oldest of marks) if (marks.size > LIMIT) marks.delete(oldest);
		},
		save: () => {
			store.seen = [...marks];
		},
	};
}
