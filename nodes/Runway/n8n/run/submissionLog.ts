import type { Submission } from '../../task/engine';
import type { Protocol } from '../../task/protocol';
import type { Order } from '../../task/purchase';
import { cleanText } from '../../task/values';
import type { Run } from './run';

/**
 * After Stop or a kill n8n saves nothing of the running node, so these lines are then all that is left of a paid task.
 * The console of n8n shows the message alone, therefore what is needed to find a line stands in it too.
 */
export function submissionLog(
	{ context, operation }: Run,
	{ format }: Protocol,
	itemIndex: number,
	wish: string,
): Pick<Order, 'onSending' | 'onSent'> {
	const { id: workflowId, name: workflowName } = context.getWorkflow();
	const facts = {
		executionId: context.getExecutionId(),
		workflowId,
		workflowName,
		node: context.getNode().name,
		itemIndex,
		operation: `${operation.resource}.${operation.option.value}`,
		format,
		wish,
	};
	const place = cleanText(
		`execution ${facts.executionId}, workflow ${workflowId} “${workflowName}”, node “${facts.node}”, item ${itemIndex}, ${facts.operation}, wish ${wish}`,
	);
	return {
		onSending: () => context.logger.info(`Runway task requested: ${place}`, facts),
		onSent(submission) {
			const { level, text } = lineOf(submission);
			context.logger[level](`${text} (${place})`, { ...facts, ...('taskId' in submission && { taskId: submission.taskId }) });
		},
	};
}

function lineOf(submission: Submission): { level: 'info' | 'warn'; text: string } {
	switch (submission.outcome) {
		case 'accepted':
			return { level: 'info', text: `Runway task accepted: ${submission.taskId}` };
		case 'unknown':
			return { level: 'warn', text: 'Runway task of unknown outcome, perhaps paid' };
		case 'refused':
			return { level: 'info', text: 'Runway task refused, nothing was charged' };
		case 'cancelled':
			return submission.isSent
				? { level: 'warn', text: 'Runway task of unknown outcome, perhaps paid' }
				: { level: 'info', text: 'Runway task not requested, the execution was stopped' };
	}
}
