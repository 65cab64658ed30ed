const numbers = [
	'seconds',
	'outputs',
	'nourl',
	'missing',
	'forgetAt',
	'forgetFor',
	'progressBack',
	'submitTimes',
	'submitCreated',
	'timeoutCreated',
	'retryAfter',
	'readTimes',
	'fileTimes',
	'fileSize',
	'slowSeconds',
	'callbackTimes',
	'callbackDelayMs',
	'callbackEarly',
] as const;

const words = ['fail', 'status', 'url', 'kind', 'submit', 'read', 'file', 'gif', 'callbacks', 'callbackOrder', 'callbackAppend'] as const;

/** What can be asked of one task; the README says what each key does. */
export type Steering = { [key in (typeof numbers)[number]]?: number } & { [key in (typeof words)[number]]?: string };

const DIRECTIVE = /\bsim\(([^()]*)\)/g;

/** Collects `sim(key=value,…)` from every string of a request body, also from percent-encoded URLs. */
export function steeringIn(body: unknown): Steering {
	const settings = stringsIn(body).flatMap((text) => [...readable(text).matchAll(DIRECTIVE)].flatMap(([, list]) => (list ?? '').split(',')));
	return Object.fromEntries(settings.filter((setting) => setting.trim() !== '').map(parseSetting));
}

/** The task settings among the settings of a scenario. */
export function steeringOf(scenario: object): Steering {
	return Object.fromEntries(Object.entries(scenario).filter(([key]) => isOneOf(words, key) || isOneOf(numbers, key)));
}

export class UnknownDirective extends Error {}

function parseSetting(setting: string): [string, number | string] {
	const [key = '', ...rest] = setting.split('=').map((part) => part.trim());
	const value = rest.join('=');
	if (isOneOf(words, key)) return [key, value];
	if (isOneOf(numbers, key) && value !== '' && Number.isFinite(Number(value))) return [key, Number(value)];
	throw new UnknownDirective(`Simulator: cannot follow "${setting.trim()}" in sim(…)`);
}

function isOneOf(list: readonly string[], key: string): boolean {
	return list.includes(key);
}

function stringsIn(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('data:') ? [] : [value];
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsIn);
	return [];
}

function readable(text: string): string {
	if (!/sim%28/i.test(text)) return text;
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
