import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { ICredentialDataDecryptedObject, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

import type { Probe } from '../nodes/Runway/n8n/editor/probes.ts';
import type { Operation, StartOperation } from '../nodes/Runway/operations/operation.ts';
import type { checkDraft as CheckDraft } from '../nodes/Runway/operations/checkDraft.ts';
import type { calledTaskId as CalledTaskId } from '../nodes/Runway/task/calledTaskId.ts';
import type { Format, Protocol } from '../nodes/Runway/task/protocol.ts';
import type { ApiRequest } from '../nodes/Runway/task/request.ts';

interface Bundle {
	NO_OUTPUT: string;
	Runway: new () => { description: { properties: INodeProperties[] } };
	calledTaskId: typeof CalledTaskId;
	checkDraft: typeof CheckDraft;
	cometProbe: Probe;
	operations: Operation[];
	protocols: Record<Format, Protocol>;
	startsTask(operation: Operation): operation is StartOperation;
	withCallback(request: ApiRequest, callbackUrl: string | undefined): ApiRequest;
}

export interface Credential {
	properties: INodeProperties[];
	authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions>;
}

export const root = join(import.meta.dirname, '..');

const load = createRequire(import.meta.url);

/** The built file that users install, so that the check tests what ships. */
export const shipped: Bundle = load(join(root, 'dist/nodes/Runway/index.js'));

export const startOperations: StartOperation[] = shipped.operations.filter(shipped.startsTask);

export const credentials: Record<Protocol['vendor'], Credential> = {
	CometAPI: credential('CometApiRunwayApi'),
	'AI Video API': credential('AiVideoApi'),
};

export function defaultOf(properties: INodeProperties[], name: string): string {
	return String(properties.find((property) => property.name === name)?.default ?? '');
}

/** The version that the node sends unless its user chooses another. */
export function defaultApiVersion(): string {
	const collections = new shipped.Runway().description.properties.filter(({ name }) => name === 'options');
	const options = collections.flatMap((collection) => (collection.options ?? []).filter((option) => 'displayName' in option && 'type' in option));
	return defaultOf(options, 'apiVersion');
}

export function keyOf({ resource, option }: Operation): string {
	return `${resource}:${option.value}`;
}

function credential(name: string): Credential {
	const { [name]: Class }: Record<string, new () => Credential> = load(join(root, `dist/credentials/${name}.credentials.js`));
	if (!Class) throw new Error(`The package has no credential ${name}`);
	return new Class();
}
