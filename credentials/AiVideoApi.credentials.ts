import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

export class AiVideoApi implements ICredentialType {
	name = 'aiVideoApi';

	displayName = 'AI Video API';

	icon = { light: 'file:../nodes/Runway/runway.svg', dark: 'file:../nodes/Runway/runway.dark.svg' } as const;

	documentationUrl = 'https://aivideoapi.readme.io';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Copied from your AI Video API account; it is sent as it is, without “Bearer”',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.aivideoapi.com',
			required: true,
			placeholder: 'e.g. https://api.aivideoapi.com',
			description: 'Address of the API without a path; the key is sent there and nowhere else',
		},
	];

	// An expression would be evaluated anew for every read of a task, a fifth of the CPU time that waiting takes.
	authenticate = async ({ apiKey }: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> => ({
		...request,
		headers: { ...request.headers, Authorization: String(apiKey).trim() },
	});
}
