import { items, manualTrigger, node, runway, workflow, type NodeSettings, type WorkflowJson } from '../playground/lab/workflow.ts';
import { API_VERSION, type Batch, DURATION, IMAGE, MODEL, promptsOf, RATIO } from './batch.ts';

export interface Access {
	apiUrl: string;
	/** The package's own credentials, and a Header Auth credential for the core node. */
	credentials: NonNullable<NodeSettings['credentials']>;
}

const choice = (value: string) => ({ __rl: true, mode: 'id', value });

/** Start → Prompts → Runway. */
export function nodeWorkflow({ credentials }: Access, batch: Batch, parameters: Record<string, unknown> = {}): WorkflowJson {
	return workflow(batch.name, [manualTrigger(), prompts(batch), runway('Runway', { ...imageToVideo(batch), ...parameters }, { credentials })]);
}

export const imageToVideo = ({ maxParallel, fileBytes = 0 }: Pick<Batch, 'maxParallel' | 'fileBytes'>) => ({
	resource: 'video',
	operation: 'imageToVideo',
	promptImage: IMAGE,
	promptText: '={{ $json.prompt }}',
	model: choice(MODEL),
	ratio: choice(RATIO),
	duration: DURATION,
	options: { maxParallel, maxDownloadMegabytes: Math.max(512, Math.ceil(fileBytes / 1024 ** 2)) },
});

export const prompts = (batch: Batch) => items('Prompts', promptsOf(batch).map((prompt) => ({ prompt })));

/**
 * What a user builds of core nodes: submit, wait five seconds, read, go round until finished, fetch the file.
 * A cap can only be had by taking the items in batches, each as slow as its slowest task.
 */
export function handBuiltWorkflow(access: Access, batch: Batch): WorkflowJson {
	const isCapped = batch.maxParallel > 0;
	const nodes = [manualTrigger(), prompts(batch), ...handBuilt(access, { waitsForAll: isCapped })];
	if (!isCapped) return workflow(batch.name, nodes, [...inRow('Start', 'Prompts', 'Submit'), ...loop]);
	const batches = node('Batches', 'n8n-nodes-base.splitInBatches', { batchSize: batch.maxParallel, options: {} }, { typeVersion: 3 });
	return workflow(batch.name, [...nodes, batches], [
		...inRow('Start', 'Prompts', 'Batches'),
		{ from: 'Batches', output: 1, to: 'Submit' },
		...loop,
		{ from: 'Download', to: 'Batches' },
	]);
}

export const inRow = (...names: string[]) => names.slice(1).map((to, index) => ({ from: names[index] ?? '', to }));

export const loop = [
	...inRow('Submit', 'Wait', 'Status', 'Finished?', 'Download'),
	{ from: 'Finished?', output: 1, to: 'Wait' },
];

export function handBuilt({ apiUrl, credentials }: Access, { waitsForAll = false, prompt = '$json.prompt' }) {
	const isFinished = waitsForAll ? "={{ $input.all().every((item) => item.json.status === 'SUCCEEDED') }}" : "={{ $json.status === 'SUCCEEDED' }}";
	const body = `={{ JSON.stringify({ promptImage: '${IMAGE}', promptText: ${prompt}, model: '${MODEL}', ratio: '${RATIO}', duration: ${DURATION} }) }}`;
	return [
		http('Submit', { method: 'POST', url: `${apiUrl}/runwayml/v1/image_to_video`, sendBody: true, specifyBody: 'json', jsonBody: body, ...signed }, credentials),
		node('Wait', 'n8n-nodes-base.wait', { amount: 5, unit: 'seconds' }, { typeVersion: 1.1 }),
		http('Status', { url: `=${apiUrl}/runwayml/v1/tasks/{{ $json.id }}`, ...signed }, credentials),
		node('Finished?', 'n8n-nodes-base.if', { conditions: isTrue(isFinished), options: {} }, { typeVersion: 2.2 }),
		download('={{ $json.output[0] }}'),
	];
}

export const download = (url: string) => http('Download', { url, options: { response: { response: { responseFormat: 'file' } } } });

const http = (name: string, parameters: Record<string, unknown>, credentials?: Access['credentials']) =>
	node(name, 'n8n-nodes-base.httpRequest', { options: {}, ...parameters }, { typeVersion: 4.2, ...(credentials && { credentials }) });

const signed = {
	authentication: 'genericCredentialType',
	genericAuthType: 'httpHeaderAuth',
	sendHeaders: true,
	headerParameters: { parameters: [{ name: 'X-Runway-Version', value: API_VERSION }] },
};

const isTrue = (leftValue: string) => ({
	options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
	combinator: 'and',
	conditions: [{ id: 'finished', leftValue, rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } }],
});
