import { request } from 'undici';

/** The lab's only account, made on the first visit of a user folder. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Runway-lab-1',
	firstName: 'Lab',
	lastName: 'Owner',
};

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export class RestError extends Error {
	readonly statusCode: number;
	readonly body: string;

	constructor(method: Method, path: string, statusCode: number, body: string) {
		super(`${method} ${path} answered ${statusCode}: ${body.slice(0, 500)}`);
		this.statusCode = statusCode;
		this.body = body;
	}
}

export interface Rest {
	url: string;
	/** Returns what stands in the answer's `data`, which is how n8n wraps everything. */
	call: (method: Method, path: string, body?: unknown) => Promise<unknown>;
	bytes: (path: string) => Promise<Buffer>;
	cookie: () => string;
}

/** Talks to n8n's editor API, keeping the session cookie. */
export function openRest(url: string): Rest {
	let cookie = '';

	const send = async (method: Method, path: string, body?: unknown): Promise<Buffer> => {
		const answer = await request(`${url}${path}`, {
			method,
			headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
			body: body === undefined ? null : JSON.stringify(body),
		});
		const setCookie = [answer.headers['set-cookie'] ?? []].flat();
		const session = setCookie.find((value) => value.startsWith('n8n-auth='));
		if (session) cookie = session.split(';', 1).join();
		const bytes = Buffer.from(await answer.body.arrayBuffer());
		if (answer.statusCode >= 400) throw new RestError(method, path, answer.statusCode, bytes.toString());
		return bytes;
	};

	return {
		url,
		cookie: () => cookie,
		bytes: async (path) => await send('GET', path),
		call: async (method, path, body) => {
			const text = (await send(method, `/rest${path}`, body)).toString();
			const parsed: unknown = text === '' ? undefined : JSON.parse(text);
			return isRecord(parsed) && 'data' in parsed ? parsed['data'] : parsed;
		},
	};
}

/** Creates the owner account on first use, else logs in. */
export async function logIn(rest: Rest): Promise<void> {
	const settings = asRecord(await rest.call('GET', '/settings'));
	if (asRecord(settings['userManagement'])['showSetupOnFirstLoad'] === true) {
		await rest.call('POST', '/owner/setup', OWNER);
		return;
	}
	await rest.call('POST', '/login', {
		emailOrLdapLoginId: OWNER.email,
		password: OWNER.password,
	});
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
