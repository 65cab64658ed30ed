import { withFullDisk } from '../../support/engine/engine.ts';
import type { Case, Group } from '../cases.ts';
import { familyNames, type Settings, type Stage } from '../stage.ts';
import { time } from '../time.ts';

const onErrors: Settings[] = [{}, { onError: 'continueRegularOutput' }];
const options = { timeoutMinutes: 2, maxDownloadMegabytes: 1 };

/** Alone where the node stops, before two good items where it goes on: three times one and three times three items. */
export async function inBothSettings(stage: Stage, prompt: string, outcome: 'delivered' | 'kept') {
	const runs = familyNames.flatMap((family) =>
		onErrors.map((settings) => ({ family, settings, options, prompts: settings.onError ? [prompt, 'good', 'good'] : [prompt] })),
	);
	await Promise.all(runs.map(async (run) => await stage.run(run)));
	return { charged: 12, delivered: outcome === 'delivered' ? 12 : 6, told: 0 };
}

const faults: Array<[title: string, directives: string, outcome: 'delivered' | 'kept']> = [
	['Reads answer 500, always', 'read=500', 'kept'],
	['Reads answer 401, always', 'read=401', 'kept'],
	['Reads answer 429 with Retry-After, twice', 'read=429after,retryAfter=9,readTimes=2', 'delivered'],
	['Reads are reset, always', 'read=reset', 'kept'],
	['Reads are never answered, always', 'read=timeout', 'kept'],
	['Reads are cut off, twice', 'read=cut,readTimes=2', 'delivered'],
	['Reads give a web page, always', 'read=html', 'kept'],
	['Reads give nothing, twice', 'read=empty,readTimes=2', 'delivered'],
	['File: 404, always', 'file=404', 'kept'],
	['File: 404, twice', 'file=404,fileTimes=2', 'delivered'],
	['File: 500, always', 'file=500', 'kept'],
	['File: reset', 'file=reset', 'kept'],
	['File: slow', 'file=slow,slowSeconds=1', 'delivered'],
	['File: a web page', 'file=wrongtype', 'kept'],
	['File: 10 GB announced', 'file=huge', 'kept'],
	['Deadline', 'seconds=600', 'kept'],
];

const atOnce: Case[] = [
	{
		title: 'The disk of the binary store is full',
		run: async (stage) => {
			await withFullDisk(async () => await inBothSettings(stage, 'a', 'kept'));
			return { injected: 12, charged: 12, delivered: 0, told: 0 };
		},
	},
	{
		title: 'Another item fails and the node stops',
		run: async (stage) => {
			const prompts = ['sim(seconds=90)', 'sim(seconds=90)', 'sim(fail=INTERNAL,seconds=20)'];
			await Promise.all(familyNames.map(async (family) => await stage.run({ family, prompts })));
			return { charged: 9, delivered: 0, told: 0 };
		},
	},
	{
		title: 'Another item throws and the node goes on',
		run: async (stage) => {
			const prompt = '={{ $json.prompt.includes("bad") ? $("Nowhere").first() : $json.prompt }}';
			const values = { promptText: prompt, prompt, text_prompt: prompt };
			await Promise.all(familyNames.map(async (family) => await stage.run({ family, values, prompts: ['bad', 'a', 'bad', 'b'], settings: onErrors[1] })));
			return { injected: 6, charged: 6, delivered: 6, told: 0 };
		},
	},
	{
		title: 'Stop, or the execution time-out, while tasks run (the ids are in the log)',
		run: async (stage) => {
			const runs = familyNames.map((family) => stage.start({ family, prompts: Array.from({ length: 3 }, () => 'sim(seconds=600)') }));
			while (stage.simulator.ledger.charges.length < 9) await time.pass(1_000);
			await time.pass(10_000);
			for (const { cancel } of runs) cancel();
			await Promise.all(runs.map(async ({ result }) => await result));
			return { injected: 9, charged: 9, delivered: 0, told: 0 };
		},
	},
];

export const nothingLost: Group = {
	section: 'nothing-lost',
	cases: [
		...faults.map(([title, directives, outcome]): Case => ({
			title,
			run: async (stage) => ({
				...(await inBothSettings(stage, `sim(${directives})`, outcome)),
				...(title === 'Deadline' && { injected: 6 }),
			}),
		})),
		...atOnce,
	],
};
