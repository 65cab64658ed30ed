import { binaryModes, withMode } from '../../support/engine/engine.ts';
import type { Case } from '../cases.ts';
import { openOddHost } from '../oddHost.ts';
import type { Stage } from '../stage.ts';
import { inBothSettings } from './nothingLost.ts';

const faults: Array<[title: string, directives: string, outcome: 'delivered' | 'kept']> = [
	['cut off', 'file=cut', 'kept'],
	['256 MB not announced, 1 MB allowed', 'file=unbounded', 'kept'],
	['unpacks to 16 MB, 1 MB allowed', 'file=bomb', 'kept'],
	['compressed', 'file=gzip', 'delivered'],
	['compressed and cut off', 'file=gzipcut', 'kept'],
	['empty', 'file=empty', 'kept'],
	['204', 'file=204', 'kept'],
	['206, a part nobody asked for', 'file=part', 'kept'],
];

const everyStore = 'kept in memory, on the disk, in the database';

/** What a gathering store takes for a whole file differs from what the disk does, so each fault meets all of them. */
async function inEveryStore(stage: Stage, directives: string, outcome: 'delivered' | 'kept') {
	for (const mode of binaryModes) await withMode(mode, async () => await inBothSettings(stage, `sim(${directives})`, outcome));
	return { injected: 18, charged: 36, delivered: outcome === 'delivered' ? 36 : 18, told: 0 };
}

export const wholeFiles: Case[] = [
	...faults.map(([title, directives, outcome]): Case => ({
		title: `File: ${title}; ${everyStore}`,
		run: async (stage) => await inEveryStore(stage, directives, outcome),
	})),
	{
		title: `File: stalls in the middle; ${everyStore}`,
		async run(stage) {
			const host = await openOddHost();
			return await inEveryStore(stage, `url=${host.url}/stall.mp4`, 'kept').finally(host.close);
		},
	},
	{
		title: 'File: the GIF beside a video gives 404',
		async run(stage) {
			await stage.run({ family: 'aiVideo', prompts: ['sim(gif=404)', 'sim(gif=404)'] });
			return { injected: 2, charged: 2, delivered: 2, told: 0 };
		},
	},
];
