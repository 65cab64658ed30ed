import type { Case, Expected, Group } from '../cases.ts';
import { familyNames, type Stage } from '../stage.ts';
import { time } from '../time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Two items of each API, at four hundred times the speed; time-outs of requests stay real, or a slow machine would be a fault. */
async function long(stage: Stage, prompt: string, expected: Expected, timeoutMinutes = 90, meanwhile = async () => await Promise.resolve()): Promise<Expected> {
	time.runAt(400);
	const running = familyNames.map((family) => stage.run({ family, prompts: [prompt, prompt], options: { timeoutMinutes }, shortened: (timeoutMs) => timeoutMs, settings: { onError: 'continueRegularOutput' } }));
	await meanwhile();
	await Promise.all(running);
	time.runAt(50);
	return { injected: 6, charged: 6, told: 0, ...expected };
}

function expectEach(stage: Stage, pattern: RegExp): void {
	const wrong = stage.results.flatMap(({ output }) => output).filter(({ json }) => !pattern.test(JSON.stringify(json)));
	if (wrong.length > 0) throw new Error(`${String(pattern)} is not in ${JSON.stringify(wrong[0])}`);
}

const all: Expected = { delivered: 6 };
const none: Expected = { delivered: 0 };

const cases: Case[] = [
	{ title: 'Tasks of one hour', run: async (stage) => await long(stage, 'sim(seconds=3600)', all) },
	{
		title: 'The clock on the wall is set a day ahead, then two days back',
		run: async (stage) =>
			await long(stage, 'sim(seconds=900)', all, 20, async () => {
				await time.pass(3 * MINUTE_MS);
				time.jumpWall(24 * HOUR_MS);
				await time.pass(3 * MINUTE_MS);
				time.jumpWall(-48 * HOUR_MS);
			}),
	},
	{
		title: 'The machine sleeps past the deadline, the tasks end meanwhile',
		run: async (stage) =>
			await long(stage, 'sim(seconds=900)', all, 20, async () => {
				await time.pass(5 * MINUTE_MS);
				time.jump(2 * HOUR_MS);
			}),
	},
	{
		title: 'The machine sleeps past the deadline, the tasks do not end',
		run: async (stage) => {
			const expected = await long(stage, 'sim(seconds=36000)', none, 20, async () => {
				await time.pass(5 * MINUTE_MS);
				time.jump(2 * HOUR_MS);
			});
			expectEach(stage, /"status":"timedOut"/);
			return expected;
		},
	},
	{ title: 'The API knows a task only after half a minute', run: async (stage) => await long(stage, 'sim(missing=30,seconds=120)', all) },
	{ title: 'The API forgets a task for a minute', run: async (stage) => await long(stage, 'sim(forgetAt=60,forgetFor=60,seconds=300)', all) },
	{
		title: 'The API forgets a task for good',
		run: async (stage) => {
			const expected = await long(stage, 'sim(forgetAt=60,forgetFor=999999,seconds=300)', none);
			expectEach(stage, /does not know the task/);
			return expected;
		},
	},
	{
		title: 'A status nobody documented, until the deadline',
		run: async (stage) => {
			const expected = await long(stage, 'sim(status=DREAMING)', none, 20);
			expectEach(stage, /"status":"timedOut".*|Last state: DREAMING/);
			expectEach(stage, /Last state: DREAMING/);
			return expected;
		},
	},
	{ title: 'Progress goes backwards', run: async (stage) => await long(stage, 'sim(progressBack=1,seconds=300)', all) },
	{
		title: 'Success without a URL',
		run: async (stage) => {
			const expected = await long(stage, 'sim(nourl=1,seconds=30)', none);
			expectEach(stage, /"status":"failed","failureCode":"NO_OUTPUT"/);
			return expected;
		},
	},
];

export const longWaits: Group = { section: 'long-waits', cases };
