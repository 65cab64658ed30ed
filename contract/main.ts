import { join } from 'node:path';

import { startSimulator } from '../playground/simulator/index.ts';
import { type Ask, checkForFree, type Print, type Run } from './check.ts';
import { accountsFrom, CannotRun, type Environment, optionsFrom } from './options.ts';
import { checkForMoney } from './spend.ts';
import { table } from './table.ts';
import type { Row } from './verdict.ts';

type Setting = Omit<Run, 'accounts'>;

const PROFILES = ['default', 'variant'];
const SIMULATED_KEY = 'contract-check-account';

/** Exit code: 0 when every answer was understood, 1 when one was not, 2 when the check could not run. */
export async function main(argv: string[], env: Environment, print: Print, ask: Ask = async () => ''): Promise<number> {
	try {
		const options = optionsFrom(argv);
		const rows = options.simulator ? await againstSimulator({ options, folder: options.out, print, ask }) : await against(env, { options, folder: options.out, print, ask });
		const failed = rows.filter(({ verdict }) => verdict === 'NOT UNDERSTOOD').length;
		print(`The answers are in ${options.out}, without keys; one of them in test/fixtures is a test.`);
		print(`${rows.length - failed} passed, ${failed} failed`);
		return failed === 0 ? 0 : 1;
	} catch (error) {
		if (!(error instanceof CannotRun)) throw error;
		print(error.message);
		return 2;
	}
}

async function against(env: Environment, setting: Setting): Promise<Row[]> {
	const { options, print } = setting;
	const run: Run = { ...setting, accounts: accountsFrom(env) };
	for (const vendor of ['CometAPI', 'AI Video API']) {
		if (!run.accounts.some((account) => account.vendor === vendor)) print(`There is no key of ${vendor}, so it is left out.`);
	}
	const rows = options.spend ? await checkForMoney(run, options.spend) : await checkForFree(run);
	print(`\n${table(rows)}\n`);
	return rows;
}

async function againstSimulator(setting: Setting): Promise<Row[]> {
	const { options, print } = setting;
	const rows: Row[] = [];
	for (const profile of PROFILES) {
		print(`Simulator profile "${profile}"`);
		const simulator = await startSimulator({ scenario: profile });
		try {
			const { url } = simulator;
			const env = { COMETAPI_KEY: SIMULATED_KEY, AIVIDEOAPI_KEY: SIMULATED_KEY, COMETAPI_BASE_URL: url, AIVIDEOAPI_BASE_URL: url };
			rows.push(...(await against(env, { ...setting, folder: join(options.out, profile) })));
			print(`Tasks started and charged: ${simulator.ledger.charges.length}`);
		} finally {
			await simulator.close();
		}
	}
	return rows;
}
