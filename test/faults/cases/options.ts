import type { Case, Expected, Group } from '../cases.ts';
import { familyNames, type Stage, submissions } from '../stage.ts';
import { time } from '../time.ts';

const MINUTE_MS = 60_000;
const FIGURES = ['timeoutMinutes', 'pollIntervalSeconds', 'maxDownloadMegabytes', 'maxTasks', 'maxParallel'];

const empty = ['={{ $json.nothing }}', '={{ null }}', '={{ "" }}'];
const wrong = ['={{ NaN }}', '={{ Infinity }}', '={{ -Infinity }}', '={{ "soon" }}'];

const optionsOf = (expression: string) => Object.fromEntries(FIGURES.map((name) => [name, expression]));

async function withEach(expressions: string[], work: (family: (typeof familyNames)[number], expression: string) => Promise<void>): Promise<void> {
	await Promise.all(expressions.flatMap((expression) => familyNames.map(async (family) => await work(family, expression))));
}

async function waited(stage: Stage): Promise<Expected> {
	time.runAt(400);
	const prompts = ['sim(seconds=36000)', 'sim(seconds=20,file=huge)'];
	await withEach(empty, async (family, expression) => {
		const { output } = await stage.run({ family, prompts, options: optionsOf(expression), settings: { onError: 'continueRegularOutput' }, shortened: (timeoutMs) => timeoutMs });
		const [late, huge] = output.map(({ json }) => JSON.stringify(json));
		if (!/was not finished after 15 minutes/.test(`${late}`) || !/could not be downloaded/.test(`${huge}`)) throw new Error(`${late} ${huge}`);
	});
	time.runAt(50);
	const reads = stage.simulator.requests.filter(({ origin }) => origin === 'api').length - submissions(stage).length;
	const most = stage.simulator.ledger.charges.length * 15 * (MINUTE_MS / 5_000);
	if (reads > most) throw new Error(`${reads} reads, where ${most} were enough`);
	return { injected: 18, charged: 18, delivered: 0, told: 0 };
}

async function slept(stage: Stage): Promise<Expected> {
	await withEach(empty, async (family, expression) => {
		const sleeping = await stage.suspend({ family, prompts: ['sim(seconds=20)'], options: optionsOf(expression) });
		const minutes = (Number(sleeping.waitTill()) - time.wallMs()) / MINUTE_MS;
		if (!(minutes > 25 && minutes <= 31)) throw new Error(`It sleeps for ${minutes} minutes`);
		while (!sleeping.isOver()) await time.pass(500);
		sleeping.close();
	});
	return { injected: 9, charged: 9, delivered: 9, told: 0 };
}

async function refused(stage: Stage, completion?: 'suspend'): Promise<Expected> {
	await withEach(wrong, async (family, expression) => {
		for (const name of FIGURES) {
			const { error } = await stage.run({ family, prompts: ['a'], options: { [name]: expression }, completion });
			if (!/ must be a (whole )?number from /.test(`${error?.message}`)) throw new Error(`${name} ${expression}: ${error?.message}`);
		}
	});
	if (stage.simulator.requests.length > 0) throw new Error('Something was sent');
	return { injected: wrong.length * familyNames.length * FIGURES.length, charged: 0, delivered: 0, told: 0 };
}

const cases: Case[] = [
	{ title: 'All limits empty (no such field, null, an empty text)', run: waited },
	{ title: 'All limits empty, suspended', run: slept },
	{ title: 'A limit that is a word, NaN or infinite', run: async (stage) => await refused(stage) },
	{ title: 'A limit that is a word, NaN or infinite, suspended', run: async (stage) => await refused(stage, 'suspend') },
];

export const options: Group = { section: 'options', cases };
