import type { INodeExecutionData } from 'n8n-workflow';

import { RETIRED_MODELS } from '../../operations/models';
import { startsTask } from '../../operations/operation';
import { readDraft } from '../context/parameters';
import type { Run } from './run';
import { readSettings } from '../context/settings';
import { isOldSubWorkflow } from '../suspend/suspend';

/** Says after a run what the user would otherwise find out too late. A hint must never cost the output that was paid for. */
export function addHints(run: Run, output: INodeExecutionData[]): void {
	try {
		addEach(run, output);
	} catch (error) {
		run.context.logger.debug(`Runway could not add its hints: ${String(error)}`);
	}
}

function addEach(run: Run, output: INodeExecutionData[]): void {
	const { context, operation, isTool } = run;
	if (isTool) return;
	if (isOldSubWorkflow(context) && readSettings(context, operation, 0).completion === 'suspend') {
		context.addExecutionHints({
			message: 'This node waited instead of suspending: before version 2 n8n loses the result of a sub-workflow that is suspended.',
			location: 'outputPane',
		});
	}
	const linksOnly = output.filter(({ json, binary }) => json.url && !binary).length;
	if (linksOnly > 0) {
		context.addExecutionHints({
			message: 'The links to the results stop working after a day or two. Turn on Download Output, or store the files yourself.',
			location: 'outputPane',
		});
	}
	const model = startsTask(operation) && output.length > 0 ? readDraft(context, operation, 0).model : undefined;
	if (typeof model === 'string' && RETIRED_MODELS.includes(model)) {
		context.addExecutionHints({
			message: `Runway is reported to have retired the model ${model} on 2026-07-30. If tasks are refused, choose a newer one.`,
			location: 'outputPane',
		});
	}
}
