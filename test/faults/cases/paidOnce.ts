import type { Case, Expected, Group } from '../cases.ts';
import { familyNames, type Settings, type Stage, submissions } from '../stage.ts';
import { settingsToSurvive } from './settings.ts';

type Outcome = 'delivered' | 'refused' | 'unknown';

/** Fault, its directives, what becomes of the wish, and whether the task was started (and charged) all the same. */
const faults: Array<[title: string, directives: string, outcome: Outcome, isCharged?: 'charged']> = [
	['429, twice', 'submit=429,submitTimes=2', 'delivered'],
	['429 with Retry-After, twice', 'submit=429after,retryAfter=7,submitTimes=2', 'delivered'],
	['429, always', 'submit=429', 'refused'],
	['Reset after the body was sent, task started', 'submit=resetAfter', 'unknown', 'charged'],
	['Reset after the body was sent, task not started', 'submit=resetAfter,submitCreated=0', 'unknown'],
	...['500', '502', '504', '524'].flatMap((status): typeof faults => [
		[`${status}, task started`, `submit=${status},submitCreated=1`, 'unknown', 'charged'],
		[`${status}, task not started`, `submit=${status}`, 'unknown'],
	]),
	['503, no channel for the model', 'submit=503', 'refused'],
	['Time-out, task started', 'submit=timeout,timeoutCreated=1', 'unknown', 'charged'],
	['Time-out, task not started', 'submit=timeout', 'unknown'],
	['Answer cut off in the middle', 'submit=cut', 'unknown', 'charged'],
	['Answer without an id', 'submit=noid', 'unknown', 'charged'],
	['Empty answer', 'submit=empty,submitCreated=1', 'unknown', 'charged'],
	['A web page instead of an answer', 'submit=html,submitCreated=1', 'unknown', 'charged'],
	['Redirect (307) to another origin', 'submit=redirect', 'refused'],
	['Redirect (301) to another origin', 'submit=redirect301', 'refused'],
];

const faulty: Case[] = faults.map(([title, directives, outcome, isCharged]) => ({
	title,
	run: async (stage) => await inAllSettings(stage, `sim(${directives})`, outcome, isCharged === 'charged'),
}));

/** The bad item stands first, where n8n re-runs all items for it; two good ones follow wherever the node goes on. */
async function inAllSettings(stage: Stage, prompt: string, outcome: Outcome, isCharged: boolean): Promise<Expected> {
	const runs = familyNames.flatMap((family) => settingsToSurvive.map((settings) => ({ family, settings, prompts: [prompt, ...good(settings)] })));
	await Promise.all(runs.map(async (run) => await stage.run(run)));
	const bad = runs.length;
	const others = runs.flatMap(({ settings }) => good(settings)).length;
	if (outcome === 'unknown') onceEach(stage);
	return {
		charged: others + (isCharged || outcome === 'delivered' ? bad : 0),
		delivered: others + (outcome === 'delivered' ? bad : 0),
		told: outcome === 'unknown' ? bad : 0,
	};
}

const good = ({ onError }: Settings): string[] => (onError ? ['good', 'good'] : []);

function onceEach(stage: Stage): void {
	const bodies = submissions(stage).map(({ body }) => JSON.stringify(body));
	if (new Set(bodies).size !== bodies.length) throw new Error('A submission of unknown outcome was sent again');
}

const unreachable: Case[] = [
	{
		title: 'Reset before the body was read',
		run: async (stage) => {
			stage.simulator.setScenario({ submit: 'resetBefore' });
			const runs = familyNames.flatMap((family) => settingsToSurvive.map((settings) => ({ family, settings })));
			await Promise.all(runs.map(async (run) => await stage.run(run)));
			return { injected: runs.length, charged: 0, told: runs.length };
		},
	},
	{
		title: 'Connection refused, then not any more',
		run: async (stage) => {
			await stage.simulator.goOffline();
			const running = familyNames.map((family) => stage.run({ family, prompts: ['a', 'b'] }));
			await new Promise((wake) => setTimeout(wake, 60));
			await stage.simulator.goOnline();
			await Promise.all(running);
			return { injected: 6, charged: 6, delivered: 6, told: 0 };
		},
	},
	{
		title: 'Connection refused, always',
		run: async (stage) => {
			await stage.simulator.goOffline();
			const runs = familyNames.flatMap((family) => settingsToSurvive.map((settings) => stage.run({ family, settings })));
			await Promise.all(runs);
			await stage.simulator.goOnline();
			return { injected: runs.length, charged: 0, told: 0 };
		},
	},
];

export const paidOnce: Group = { section: 'paid-once', cases: [...faulty, ...unreachable] };
