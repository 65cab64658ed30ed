import type { Case, Group } from '../cases.ts';
import { familyNames, type Settings, type Stage, submissions } from '../stage.ts';
import { retried } from './settings.ts';

const twenty = (first: string): string[] => [first, ...Array.from({ length: 19 }, () => 'good')];

const batches: Case[] = [
	{
		title: 'Task fails for good, retried five times',
		run: async (stage) => {
			await Promise.all(familyNames.map(async (family) => await stage.run({ family, prompts: [`sim(fail=${refusedBy[family]})`], settings: retried(5) })));
			return { charged: 3, delivered: 0 };
		},
	},
	...(['continueRegularOutput', 'continueErrorOutput'] as const).map((onError) => ({
		title: `First of twenty items fails, retried five times, ${onError}`,
		run: async (stage: Stage) => {
			await Promise.all(familyNames.map(async (family) => await stage.run({ family, prompts: twenty(`sim(fail=${refusedBy[family]})`), settings: retried(5, { onError }) })));
			return { charged: 60, delivered: 57 };
		},
	})),
	{
		title: 'Several items of unknown outcome, node stops at the first',
		run: async (stage) => {
			await Promise.all(familyNames.map(async (family) => await stage.run({ family, prompts: ['sim(submit=resetAfter)', 'sim(submit=cut)', 'sim(submit=noid)'], settings: retried(3) })));
			return { charged: 9, delivered: 0, told: 9 };
		},
	},
	{
		title: 'More items than maxTasks allows',
		run: async (stage) => {
			await Promise.all(familyNames.map(async (family) => await stage.run({ family, prompts: ['a', 'b', 'c'], options: { maxTasks: 2 }, settings: retried(3) })));
			if (stage.simulator.requests.length > 0) throw new Error('Something was sent');
			return { injected: 9, charged: 0, told: 0 };
		},
	},
];

/** The codes of failures that the same request would meet again. */
const refusedBy = { official: 'SAFETY.INPUT.TEXT', pro: 'SAFETY.INPUT.TEXT', aiVideo: '421' };

const again: Case[] = [
	...[
		['a submission of unknown outcome', 'sim(submit=resetAfter)', { charged: 3, told: 3 }] as const,
		['a failed task', 'sim(fail=INTERNAL)', { charged: 3, told: 0 }] as const,
		['a task that is not finished in time', 'sim(seconds=300)', { injected: 3, charged: 3, told: 0 }] as const,
	].map(([what, prompt, expected]) => ({
		title: `As a tool of an AI agent, retried five times: ${what}`,
		run: async (stage: Stage) => {
			await Promise.all(familyNames.map(async (family) => await stage.run({ family, prompts: [prompt], isAgentTool: true, values: promptOf(family, prompt), options: { timeoutMinutes: 1 }, settings: retried(5) })));
			return { ...expected, delivered: 0 };
		},
	})),
	{
		title: 'A loop runs the node three times with the same item (three purchases are wanted)',
		run: async (stage) => {
			await Promise.all(familyNames.map(async (family) => await stage.run({ family, rounds: 3, settings: retried(3) })));
			return { injected: 3, charged: 9, delivered: 9, perWish: 3 };
		},
	},
	{
		title: 'A failed execution is retried by hand: outcome unknown',
		run: async (stage) => {
			await Promise.all(familyNames.map(async (family) => await retriedByHand(stage, family, 'sim(submit=resetAfter)')));
			if (submissions(stage).length !== 3) throw new Error('A submission of unknown outcome was sent again');
			return { charged: 3, delivered: 0, told: 6 };
		},
	},
	{
		title: 'A failed execution with one item of unknown outcome is retried by hand, now with On Error set to continue',
		run: async (stage) => {
			await Promise.all(familyNames.map(async (family) => await retriedAndContinued(stage, family)));
			if (submissions(stage).length !== 9) throw new Error('Something was sent again');
			return { injected: 3, charged: 9, delivered: 6, told: 6 };
		},
	},
	{
		title: 'A failed execution is retried by hand, with the credential of another account',
		run: async (stage) => {
			const credentials = Object.fromEntries(['cometApiRunwayApi', 'aiVideoApi'].map((type) => [type, { id: 'other', name: 'Other' }]));
			await Promise.all(familyNames.map(async (family) => await retriedByHand(stage, family, 'sim(seconds=90)', { credentials })));
			const messages = stage.results.map(({ error }) => error?.message);
			if (messages.filter((message) => message?.includes('another credential')).length !== 3) throw new Error(messages.join());
			return { injected: 3, charged: 3, delivered: 0, told: 0 };
		},
	},
	{
		title: 'A failed execution is retried by hand: file could not be downloaded',
		run: async (stage) => {
			await Promise.all((['official', 'pro'] as const).map(async (family) => await retriedByHand(stage, family, 'sim(file=404,fileTimes=3)')));
			return { charged: 2, delivered: 2, told: 0 };
		},
	},
	{
		title: 'A failed execution is retried by hand: deadline',
		run: async (stage) => {
			await Promise.all(familyNames.map(async (family) => await retriedByHand(stage, family, 'sim(seconds=90)')));
			return { injected: 3, charged: 3, delivered: 3, told: 0 };
		},
	},
];

function promptOf(family: string, prompt: string): Record<string, string> {
	return { official: { promptText: prompt }, pro: { prompt }, aiVideo: { text_prompt: prompt } }[family] ?? {};
}

async function retriedAndContinued(stage: Stage, family: (typeof familyNames)[number]): Promise<void> {
	const wish = { family, prompts: ['good', 'sim(submit=resetAfter)', 'good'] };
	const { run } = await stage.run(wish);
	await stage.run({ ...wish, retryOf: run.data, settings: { onError: 'continueErrorOutput' } });
}

async function retriedByHand(stage: Stage, family: (typeof familyNames)[number], prompt: string, settings: Settings = {}): Promise<void> {
	const wish = { family, prompts: [prompt], options: { timeoutMinutes: 1 } };
	const { run, error } = await stage.run(wish);
	if (!error) throw new Error('The first execution did not fail');
	await stage.run({ ...wish, retryOf: run.data, settings });
}

export const reruns: Group = { section: 'paid-once-again', cases: [...batches, ...again] };
