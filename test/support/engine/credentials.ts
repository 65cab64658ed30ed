import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
} from 'n8n-workflow';

import { AiVideoApi } from '../../../credentials/AiVideoApi.credentials.ts';
import { CometApiRunwayApi } from '../../../credentials/CometApiRunwayApi.credentials.ts';

const types: Record<string, ICredentialType> = { aiVideoApi: new AiVideoApi(), cometApiRunwayApi: new CometApiRunwayApi() };

/** Does with the package's own credential types what n8n does: the key goes where `authenticate` puts it. */
export class TestCredentials extends ICredentialsHelper {
	private readonly values: Record<string, ICredentialDataDecryptedObject>;
	private readonly shortened: (timeoutMs: number) => number;

	/** The node's own time-outs pass through here, so a test with a fast clock can shorten them too. */
	constructor(values: Record<string, ICredentialDataDecryptedObject>, shortened = (timeoutMs: number) => timeoutMs) {
		super();
		this.values = values;
		this.shortened = shortened;
	}

	getParentTypes = () => [];
	isCredentialUsableByNode = () => true;
	getCredentialsProperties = () => [];
	preAuthentication = async () => await Promise.resolve(undefined);
	runPreAuthentication = async () => await Promise.resolve(undefined);
	updateCredentials = async () => await Promise.resolve();
	updateCredentialsOauthTokenData = async () => await Promise.resolve();
	getCredentials = async (): Promise<never> => await Promise.reject(new Error('not used by these nodes'));

	async getDecrypted(_: unknown, __: INodeCredentialsDetails, type: string): Promise<ICredentialDataDecryptedObject> {
		return await Promise.resolve({ ...this.values[type] });
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authenticate = types[typeName]?.authenticate;
		if (typeof authenticate !== 'function') throw new Error(`No authentication for ${typeName}`);
		const timeout = options.timeout && this.shortened(options.timeout);
		return await authenticate(credentials, { ...options, timeout });
	}
}
