import type { INodeProperties } from 'n8n-workflow';

import { fieldRow, isProperty, type Page } from './resourcePages.ts';

/** What each key of an output item means; a test holds this list against the published schema. */
export const outputKeys: Record<string, string> = {
	taskId: 'The id the API gave the task',
	format: '`official`, `pro` or `aiVideo`: how to read the task again, the first two with *Task*, the last with *AI Video > Get Task*',
	operation: 'The operation that started or read the task',
	status: '`queued`, `running`, `succeeded`, `failed`, `cancelled` or `timedOut`',
	progress: 'Percent, where the API tells it',
	url: 'The first result; links last a day or two',
	urls: 'All results',
	poster: 'A still of the video',
	lastFrame: 'Its last frame',
	failure: 'The reason in the words of the API (only *Get*: other operations fail instead)',
	failureCode: 'The code of that reason',
	retryable: 'Whether the same request may work another time',
	cost: 'Credits, where the API tells them',
	createdAt: 'When the API took the task',
	finishedAt: 'When it ended',
	previewProblem: 'The result is there, but the GIF that AI Video API makes beside it could not be fetched, and why; `urls` has its link',
	polls: 'How often the task was read',
};

export function optionsPage(properties: INodeProperties[]): Page {
	const options = new Map(
		properties
			.filter(({ name }) => name === 'options')
			.flatMap(({ options: members = [] }) => members.filter(isProperty))
			.map((option) => [option.name, option]),
	);
	const delivery = ['completion', 'download', 'binaryPropertyName'].flatMap(
		(wanted) => properties.filter(({ name }) => name === wanted).sort((a, b) => (b.options?.length ?? 0) - (a.options?.length ?? 0))[0] ?? [],
	);
	const table = (fields: INodeProperties[]) =>
		['| Field | Parameter | Default | What it is |', '|---|---|---|---|', ...fields.map((field) => fieldRow(field, ''))].join('\n');
	return {
		path: 'docs/options.md',
		text: [
			'# Options and output',
			'## Waiting and delivery',
			table(delivery),
			'Operations that wait for a task that was started earlier call the first one *How to Wait*, without *Return Immediately*.',
			'## Options',
			table([...options.values()].sort((a, b) => a.displayName.localeCompare(b.displayName))),
			'## Output',
			'The same json for all three APIs; what is not known is left out. *Include Raw Response* adds the last answer as `raw`.',
			['| Key | Meaning |', '|---|---|', ...Object.entries(outputKeys).map(([key, meaning]) => `| \`${key}\` | ${meaning} |`)].join('\n'),
			'A failed item has one key, `error`: `message` (what happened), `description` (whether it was charged, what to do), and `taskId`, `format`, `operation`, `status`, `failureCode`, `retryable`, `urls` as far as they are known. With *Continue (using error output)* it leaves on the error output, on n8n 1.x and 2.x.',
			'## Keys of special cases',
			[
				'| Key | Where | Meaning |',
				'|---|---|---|',
				'| `downloadProblem` | Runway Trigger | The task succeeded, but its file could not be fetched, and why. The item has no file; `urls` has the links. Look for this key before a storage node |',
				'| `suspended` | *Suspend Until Finished*, when nobody woke the execution before its deadline; in a failed item inside `error` | What the node had noted to finish the item: `itemIndex`, `endsAtMs` (milliseconds since 1970) and the settings of the download. `status` is `timedOut`. It is there for the node; build nothing on it |',
			].join('\n'),
			'',
		].join('\n\n').replace(/\n+$/, '\n'),
	};
}
