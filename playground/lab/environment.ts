import type { Line } from './lines.ts';

export interface EnvironmentInput {
	line: Line;
	userFolder: string;
	port: number;
	brokerPort: number;
	compileCache: string;
	env?: Record<string, string>;
}

/** A fixed key lets a user folder be read by every process that is started on it. */
const ENCRYPTION_KEY = 'n8n-lab-not-a-secret';

const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
};

const ONLY_ON_1X = {
	N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	DB_SQLITE_POOL_SIZE: '2',
};

/** What n8n sees: the machine's basics and the lab's settings, but none of the caller's own n8n, database or queue settings. */
export function n8nEnvironment(input: EnvironmentInput): Record<string, string> {
	return {
		...inherited(),
		...QUIET,
		...(input.line === '1.x' ? ONLY_ON_1X : {}),
		N8N_USER_FOLDER: input.userFolder,
		N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
		N8N_PORT: String(input.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(input.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${input.port}/`,
		WEBHOOK_URL: `http://127.0.0.1:${input.port}/`,
		GENERIC_TIMEZONE: 'UTC',
		NODE_ENV: 'production',
		NODE_COMPILE_CACHE: input.compileCache,
		...input.env,
	};
}

const FOREIGN = /^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_URL|NODE_OPTIONS|NODE_PATH|NODE_ENV|JEST_|npm_)/;

function inherited(): Record<string, string> {
	const own: Record<string, string> = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (value !== undefined && !FOREIGN.test(name)) own[name] = value;
	}
	return own;
}
