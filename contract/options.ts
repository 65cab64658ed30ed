import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Protocol } from '../nodes/Runway/task/protocol.ts';
import { credentials, defaultOf, keyOf, root, startOperations } from './shipped.ts';

export type Vendor = Protocol['vendor'];
export type Environment = Record<string, string | undefined>;

/** Ends the run with exit code 2: the message is all the reader gets. */
export class CannotRun extends Error {}

export interface Account {
	vendor: Vendor;
	key: string;
	baseUrl: string;
}

export interface Options {
	out: string;
	simulator: boolean;
	spend?: string;
	callbackUrl?: string;
	uuid?: string;
	intervalMs: number;
}

export function optionsFrom(argv: string[]): Options {
	const { simulator, out, spend, interval, uuid, ...rest } = parsed(argv);
	const keys = startOperations.map(keyOf);
	if (spend !== undefined && !keys.includes(spend)) throw new CannotRun(`--spend takes one of ${keys.join(', ')}`);
	const intervalMs = Number(interval) * 1000;
	if (!(intervalMs > 0)) throw new CannotRun('--interval takes a number of seconds, e.g. --interval=6');
	const callbackUrl = rest['callback-url'];
	if (callbackUrl !== undefined && !URL.canParse(callbackUrl)) throw new CannotRun('--callback-url takes a web address');
	if (spend === 'aiVideo:extend' && !uuid) throw new CannotRun('--spend=aiVideo:extend needs --uuid=ID of a finished AI Video task');
	return { simulator, out, spend, callbackUrl, uuid, intervalMs };
}

export function accountsFrom(env: Environment): Account[] {
	const accounts: Account[] = [
		{ vendor: 'CometAPI', key: textOf(env.COMETAPI_KEY), baseUrl: textOf(env.COMETAPI_BASE_URL) },
		{ vendor: 'AI Video API', key: textOf(env.AIVIDEOAPI_KEY), baseUrl: textOf(env.AIVIDEOAPI_BASE_URL) },
	];
	const addressed = accounts.map((account) => ({ ...account, baseUrl: account.baseUrl || defaultOf(credentials[account.vendor].properties, 'baseUrl') }));
	const known = addressed.filter(({ key }) => key !== '');
	if (known.length === 0) {
		throw new CannotRun('There is no key: set COMETAPI_KEY, AIVIDEOAPI_KEY or both, or try it with --simulator. Nothing was sent.');
	}
	const wrong = known.find(({ baseUrl }) => !/^https?:/.test(baseUrl) || !URL.canParse(baseUrl));
	if (wrong) throw new CannotRun(`The base URL of ${wrong.vendor} is not a web address. Nothing was sent.`);
	const unfit = known.find(({ key }) => !/^[\x21-\x7e]+$/.test(key));
	if (unfit) throw new CannotRun(`The key of ${unfit.vendor} holds a space or a character that no key has. Nothing was sent.`);
	return known.map((account) => ({ ...account, baseUrl: account.baseUrl.replace(/\/+$/, '') }));
}

function textOf(value: string | undefined): string {
	return (value ?? '').trim();
}

function parsed(argv: string[]) {
	try {
		return parseArgs({
			args: argv,
			options: {
				simulator: { type: 'boolean', default: false },
				out: { type: 'string', default: join(root, 'contract/answers') },
				spend: { type: 'string' },
				'callback-url': { type: 'string' },
				uuid: { type: 'string' },
				interval: { type: 'string', default: '6' },
			},
		}).values;
	} catch (error) {
		throw new CannotRun(error instanceof Error ? error.message : String(error));
	}
}
