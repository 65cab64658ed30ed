import { asRecord, type Rest } from './rest.ts';
import type { CredentialReference } from './workflow.ts';

export interface Credential extends CredentialReference {
	type: string;
	data: Record<string, unknown>;
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

export interface NodeType {
	name: string;
	displayName: string;
	version: number | number[];
	properties: Array<Record<string, unknown>>;
	[key: string]: unknown;
}

export interface ListQuery {
	nodeType: string;
	version?: number;
	/** The parameter's path as the editor sends it. */
	path: string;
	methodName: string;
	parameters?: Record<string, unknown>;
	credentials?: Record<string, CredentialReference>;
	filter?: string;
	paginationToken?: string;
	workflowId?: string;
	projectId?: string;
}

export interface ListResult {
	results: Array<{ name: string; value: string; url?: string; description?: string }>;
	paginationToken?: unknown;
}

/** What the editor asks for besides workflows and executions. */
export function editorCalls(rest: Rest) {
	const listRequest = ({ nodeType, version = 1, path, methodName, parameters = {}, ...more }: ListQuery) => ({
		path,
		methodName,
		nodeTypeAndVersion: { name: nodeType, version },
		currentNodeParameters: parameters,
		...more,
	});
	const projectId = async () => String(asRecord(await rest.call('GET', '/projects/personal'))['id']);

	return {
		projectId,

		createCredential: async (type: string, name: string, data: Record<string, unknown>): Promise<Credential> => {
			const saved = asRecord(await rest.call('POST', '/credentials', { type, name, data }));
			return { id: String(saved['id']), name, type, data };
		},

		/** Presses "Retry" in the credential's window; n8n tests saved credentials only. */
		testCredential: async (credential: Credential) =>
			(await rest.call('POST', '/credentials/test', { credentials: credential })) as CredentialTest,

		/** What the list of a resource locator shows, searched with `filter`. */
		resourceLocatorResults: async (query: ListQuery) =>
			(await rest.call('POST', '/dynamic-node-parameters/resource-locator-results', listRequest(query))) as ListResult,

		/** What a dropdown with loadOptions shows. */
		options: async (query: ListQuery) =>
			(await rest.call('POST', '/dynamic-node-parameters/options', listRequest(query))) as ListResult['results'],

		nodeTypes: async () => JSON.parse((await rest.bytes('/types/nodes.json')).toString()) as NodeType[],

		createDataTable: async (name: string, columns: Array<{ name: string; type: string }>): Promise<string> => {
			const path = `/projects/${await projectId()}/data-tables`;
			return String(asRecord(await rest.call('POST', path, { name, columns }))['id']);
		},

		/** The id of the table that bears this name, if there is one. */
		dataTableNamed: async (wanted: string): Promise<string | undefined> => {
			const query = new URLSearchParams({ filter: JSON.stringify({ name: wanted }) });
			const { data } = asRecord(await rest.call('GET', `/projects/${await projectId()}/data-tables?${query}`));
			const found = (data as Array<Record<string, unknown>>).find(({ name }) => name === wanted);
			return found && String(found['id']);
		},

		insertRows: async (tableId: string, rows: Array<Record<string, string>>) => {
			await rest.call('POST', `/projects/${await projectId()}/data-tables/${tableId}/insert`, { data: rows, returnType: 'all' });
		},

		dataTableRows: async (tableId: string) => {
			const path = `/projects/${await projectId()}/data-tables/${tableId}/rows`;
			return asRecord(await rest.call('GET', path))['data'] as Array<Record<string, unknown>>;
		},
	};
}

export const reference = ({ type, id, name }: Credential): Record<string, CredentialReference> => ({ [type]: { id, name } });
