import type { Case, Group } from '../cases.ts';
import { familyNames, type Stage } from '../stage.ts';
import { time } from '../time.ts';

const MEGABYTE = 1024 * 1024;
const LIMIT_MEGABYTES = 150;
const SPEED = 10;

/** The most tasks that were unfinished at the same moment. */
function mostAtOnce({ simulator }: Stage): number {
	const tasks = [...simulator.tasks.values()];
	return Math.max(...tasks.map(({ createdAt }) => tasks.filter((task) => task.createdAt <= createdAt && createdAt < (task.finishedAt ?? Infinity)).length));
}

async function rssGrowth(work: () => Promise<unknown>): Promise<number> {
	const before = process.memoryUsage.rss();
	let most = before;
	const sampler = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
	await work().finally(() => clearInterval(sampler));
	return Math.round((most - before) / MEGABYTE);
}

const cases: Case[] = [
	{
		title: '200 items in one run, at most 50 tasks at once',
		run: async (stage) => {
			time.runAt(SPEED);
			await stage.run({ prompts: Array.from({ length: 200 }, () => 'sim(seconds=20)'), options: { maxParallel: 50 } });
			const most = mostAtOnce(stage);
			if (most > 50 || most < 40) throw new Error(`${most} tasks ran at once`);
			return { injected: 200, charged: 200, delivered: 200, told: 0 };
		},
	},
	{
		title: '50 executions at once, 4 items each',
		run: async (stage) => {
			time.runAt(SPEED);
			await Promise.all(Array.from({ length: 50 }, async (_, index) => await stage.run({ family: familyNames[index % 3], prompts: ['a', 'b', 'c', 'd'] })));
			return { injected: 200, charged: 200, delivered: 200, told: 0 };
		},
	},
	{
		title: `A result of 1 GB, memory grows by less than ${LIMIT_MEGABYTES} MB`,
		run: async (stage) => {
			time.runAt(SPEED);
			const prompts = [`sim(fileSize=${1024 * MEGABYTE})`];
			const grownMegabytes = await rssGrowth(async () => await stage.run({ prompts, options: { maxDownloadMegabytes: 1100 } }));
			console.log(`  memory grew by ${grownMegabytes} MB`);
			if (grownMegabytes >= LIMIT_MEGABYTES) throw new Error(`Memory grew by ${grownMegabytes} MB`);
			return { injected: 1, charged: 1, delivered: 1, told: 0 };
		},
	},
];

export const load: Group = { section: 'load', cases };
