import { withGuard } from '../../support/engine/engine.ts';
import type { Case, Group } from '../cases.ts';
import { openOddHost } from '../oddHost.ts';
import { familyNames, type Stage } from '../stage.ts';

const goesOn = { onError: 'continueRegularOutput' } as const;

async function each(stage: Stage, prompts: string[], more = {}): Promise<void> {
	await Promise.all(familyNames.map(async (family) => await stage.run({ family, prompts, settings: goesOn, ...more })));
}

const cases: Case[] = [
	{
		title: 'The API redirects reads to another origin',
		run: async (stage) => {
			await each(stage, ['sim(read=redirect)', 'sim(read=redirect301)']);
			return { charged: 6, delivered: 0, told: 0 };
		},
	},
	{
		title: 'The API redirects submissions to another origin',
		run: async (stage) => {
			await each(stage, ['sim(submit=redirect)', 'sim(submit=redirect301)']);
			return { charged: 0, delivered: 0, told: 0 };
		},
	},
	{
		title: 'The host of the file redirects to the API',
		run: async (stage) => {
			await each(stage, ['sim(file=redirect)']);
			const redirected = stage.simulator.requests.filter(({ query }) => 'redirected' in query);
			if (redirected.length < 3) throw new Error('No redirect was followed');
			return { charged: 3, delivered: 3, told: 0 };
		},
	},
	{
		title: 'The API refuses the key',
		run: async (stage) => {
			await each(stage, ['a'], { apiKey: `wrong-${stage.key}` });
			await each(stage, ['a'], { apiKey: `wrong-${stage.key}`, settings: {} });
			return { injected: 6, charged: 0, delivered: 0, told: 0 };
		},
	},
	...(['sk-', ''] as const).map((prefix): Case => ({
		title: `The API repeats the key in its answer (${prefix ? `a key that starts with ${prefix}` : 'a key of no known form'})`,
		run: async (stage) => {
			const host = await openOddHost();
			const apiKey = prefix ? stage.key : stage.key.replace(/^sk-/, '');
			for (const settings of [goesOn, {}]) await each(stage, ['a'], { baseUrl: host.url, apiKey, settings, options: { includeRaw: true } });
			host.close();
			return { injected: 6, charged: 0, delivered: 0, told: 0 };
		},
	})),
	{
		title: 'A result on a private address, with n8n’s guard on',
		run: async (stage) => {
			await withGuard(async () => await each(stage, ['a'], { baseUrl: stage.simulator.url.replace('127.0.0.1', 'localhost') }));
			const descriptions = stage.results.flatMap(({ output }) => output.map(({ json }) => JSON.stringify(json.error)));
			const unclear = descriptions.filter((text) => !/on a private address, which the SSRF protection of this n8n blocks/.test(text));
			if (unclear.length > 0) throw new Error(`The refusal is not clear: ${unclear[0]}`);
			if (stage.simulator.requests.some(({ origin }) => origin === 'files')) throw new Error('A private address was reached');
			return { injected: 3, charged: 3, delivered: 0, told: 0 };
		},
	},
];

export const secrets: Group = { section: 'secrets', cases };
