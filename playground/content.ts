import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { N8nClient } from './lab/client.ts';
import { PROJECT_FOLDER } from './lab/lines.ts';
import type { WorkflowJson } from './lab/workflow.ts';
import type { Simulator } from './simulator/index.ts';

/** What an earlier start has imported, so that a second one changes only what has changed. */
interface Imported {
	credentials: Record<string, string>;
	workflows: Record<string, { id: string; hash: string }>;
}

interface CredentialValue {
	name: string;
	apiKey: string;
	baseUrl: string;
}

const CAT = 'https://cdn.britannica.com/70/234870-050-D4D024BB/Orange-colored-cat-yawns-displaying-teeth.jpg';

/** Stands in nothing that the simulator says: the node masks its key in every answer. */
export const PLAYING_KEY = 'sk-only-for-play';

/** The data tables of the examples, and the rows that a new one begins with. */
const TABLES = {
	'Video orders': {
		columns: ['image', 'prompt', 'state', 'task', 'advice'],
		rows: ['The cat yawns', 'The cat looks into the camera'].map((prompt) => ({ image: CAT, prompt, state: 'todo', task: '', advice: '' })),
	},
	'Video tasks': { columns: ['task', 'state', 'advice'], rows: [] },
};

/** Live from the start: it is called from outside and buys nothing by itself. */
const PUBLISHED = 'callback-trigger.json';

/** Puts credentials, data tables and the example workflows into n8n; gives the workflows' ids by file name. */
export async function prepareContent(
	client: N8nClient,
	userFolder: string,
	simulator: Simulator | undefined,
): Promise<Record<string, string>> {
	const stateFile = join(userFolder, 'imported.json');
	const imported = readImported(stateFile);
	for (const [type, value] of Object.entries(credentialValues(simulator))) {
		imported.credentials[type] = await saveCredential(client, type, value, imported.credentials[type]);
	}
	for (const [name, { columns, rows }] of Object.entries(TABLES)) await prepareTable(client, name, columns, rows);
	for (const file of exampleFiles()) {
		const example = readFileSync(join(PROJECT_FOLDER, 'examples', file), 'utf8').replaceAll('http://127.0.0.1:5678', client.rest.url);
		const text = withCredentials(example, imported.credentials);
		const hash = createHash('sha256').update(text).digest('hex');
		if (imported.workflows[file]?.hash === hash) continue;
		imported.workflows[file] = { id: await saveWorkflow(client, JSON.parse(text), imported.workflows[file]?.id), hash };
		if (file === PUBLISHED) await client.activate(imported.workflows[file].id);
	}
	writeFileSync(stateFile, JSON.stringify(imported, null, '\t'));
	return Object.fromEntries(Object.entries(imported.workflows).map(([file, { id }]) => [file, id]));
}

export const exampleFiles = (): string[] =>
	readdirSync(join(PROJECT_FOLDER, 'examples')).filter((file) => file.endsWith('.json')).sort();

function credentialValues(simulator: Simulator | undefined): Record<string, CredentialValue> {
	const { COMETAPI_KEY, AIVIDEOAPI_KEY, COMETAPI_BASE_URL, AIVIDEOAPI_BASE_URL } = process.env;
	const playing = { apiKey: PLAYING_KEY, baseUrl: simulator?.url ?? '' };
	const comet = COMETAPI_KEY ? { apiKey: COMETAPI_KEY, baseUrl: COMETAPI_BASE_URL ?? 'https://api.cometapi.com' } : playing;
	const aiVideo = AIVIDEOAPI_KEY ? { apiKey: AIVIDEOAPI_KEY, baseUrl: AIVIDEOAPI_BASE_URL ?? 'https://api.aivideoapi.com' } : playing;
	return { cometApiRunwayApi: { name: 'CometAPI', ...comet }, aiVideoApi: { name: 'AI Video API', ...aiVideo } };
}

async function saveCredential(client: N8nClient, type: string, { name, ...data }: CredentialValue, id?: string): Promise<string> {
	if (id === undefined) return (await client.createCredential(type, name, data)).id;
	await client.rest.call('PATCH', `/credentials/${id}`, { name, type, data });
	return id;
}

/** A table that is there already is the user's: its rows stay as they are. */
async function prepareTable(client: N8nClient, name: string, columns: string[], rows: Array<Record<string, string>>): Promise<void> {
	if (await client.dataTableNamed(name)) return;
	const id = await client.createDataTable(name, columns.map((column) => ({ name: column, type: 'string' })));
	if (rows.length > 0) await client.insertRows(id, rows);
}

async function saveWorkflow(client: N8nClient, json: WorkflowJson, id?: string): Promise<string> {
	if (id === undefined) return (await client.createWorkflow(json)).id;
	return (await client.updateWorkflow(id, json)).id;
}

/** The examples name their credentials by type; here those get the ids of this n8n. */
function withCredentials(text: string, ids: Record<string, string>): string {
	return Object.entries(ids).reduce((json, [type, id]) => json.replaceAll(`"id": "${type}"`, `"id": "${id}"`), text);
}

function readImported(file: string): Imported {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Imported;
	} catch {
		return { credentials: {}, workflows: {} };
	}
}
