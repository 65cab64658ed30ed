import type { Case, Expected, Group } from '../cases.ts';
import type { SleepingExecution } from '../sleepingExecution.ts';
import { type Family, familyNames, type Stage, type Wish } from '../stage.ts';
import { time } from '../time.ts';

const WATCHED_UNTIL_MS = 10 * 60_000;

/** One suspended execution of each API; `check` sees it asleep and has to see it through to its end. */
async function ofEach(stage: Stage, wish: Wish, check: (sleeping: SleepingExecution, family: Family) => Promise<void>): Promise<void> {
	await Promise.all(
		familyNames.map(async (family) => {
			const sleeping = await stage.suspend({ family, ...wish });
			await check(sleeping, family).finally(sleeping.close);
		}),
	);
}

async function until(what: string, isSo: () => boolean): Promise<void> {
	const endMs = time.steadyMs() + WATCHED_UNTIL_MS;
	while (!isSo()) {
		if (time.steadyMs() > endMs) throw new Error(`In ten minutes ${what}`);
		await time.pass(500);
	}
}

function resumed(stage: Stage, { taskIds }: SleepingExecution) {
	const ends = stage.results.filter(({ run }) => !run.waitTill && JSON.stringify(run.data).includes(String(taskIds[0])));
	return ends.at(-1)?.output ?? [];
}

async function callAgain(stage: Stage, { calls, taskIds }: SleepingExecution): Promise<void> {
	for (const { method, url, body } of [...calls]) await fetch(url, { method, ...(method === 'POST' && { body, headers: { 'content-type': 'application/json' } }) });
	for (const taskId of taskIds) await stage.simulator.sendCallback(taskId);
}

async function claimsToBeTheWatch({ url, taskIds }: SleepingExecution): Promise<void> {
	for (const watch_key of [undefined, null, '', 'guessed']) {
		const body = JSON.stringify({ task_id: taskIds[0], watch_key, unseen: taskIds });
		await fetch(`${url}/webhook-waiting/7/runway`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
	}
}

const cases: Case[] = [
	{
		title: 'Our own call and the vendor’s come again, when the execution waits for an approval at another node',
		async run(stage): Promise<Expected> {
			await ofEach(stage, { prompts: ['sim(seconds=20,callbacks=off)'], needsApproval: true }, async (sleeping) => {
				await until('the approval was not reached', () => sleeping.waitsAt() === 'Done');
				await callAgain(stage, sleeping);
				if (sleeping.woken.join() !== 'Runway') throw new Error(`Woken: ${sleeping.woken.join()}`);
				await fetch(`${sleeping.url}/webhook-waiting/7`);
				await until('the approval itself was not heard', sleeping.isOver);
			});
			return { injected: 3, charged: 3, delivered: 3, told: 0 };
		},
	},
	{
		title: 'One of two tasks is late: at the deadline the finished one is delivered',
		async run(stage): Promise<Expected> {
			await ofEach(stage, { prompts: ['sim(seconds=20)', 'sim(seconds=36000)'], options: { timeoutMinutes: 2 } }, async (sleeping) => {
				await until('nobody woke the execution', sleeping.isOver);
				const [done, late] = resumed(stage, sleeping);
				if (done?.json.status !== 'succeeded') throw new Error(`The finished one: ${JSON.stringify(done)}`);
				if (!/was not finished after 2 minutes.*Last state/.test(JSON.stringify(late))) throw new Error(`The late one: ${JSON.stringify(late)}`);
			});
			return { injected: 3, charged: 6, delivered: 3, told: 0 };
		},
	},
	{
		title: 'One item was waited for before the others were suspended: its file comes through the waking',
		async run(stage): Promise<Expected> {
			const completion = '={{ $itemIndex === 0 ? "wait" : "suspend" }}';
			await ofEach(stage, { prompts: ['sim(seconds=20)', 'sim(seconds=40)'], completion }, async (sleeping) => {
				await until('nobody woke the execution', sleeping.isOver);
				const items = resumed(stage, sleeping);
				if (items.length !== 2 || !items.every(({ binary }) => binary?.data)) throw new Error(JSON.stringify(items));
			});
			return { injected: 3, charged: 6, delivered: 6, told: 0 };
		},
	},
	{
		title: 'A stranger says that the tasks were waited for long enough',
		async run(stage): Promise<Expected> {
			await ofEach(stage, { prompts: ['sim(seconds=20)', 'sim(seconds=90)'] }, async (sleeping) => {
				await claimsToBeTheWatch(sleeping);
				if (sleeping.woken.length > 0) throw new Error('The stranger was believed');
				await until('nobody woke the execution', sleeping.isOver);
			});
			return { injected: 3, charged: 6, delivered: 6, told: 0 };
		},
	},
];

export const suspended: Group = { section: 'suspended', cases };
