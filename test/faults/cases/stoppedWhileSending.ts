import type { Case } from '../cases.ts';
import { openHoldingProxy } from '../holdingProxy.ts';
import { familyNames } from '../stage.ts';
import { time } from '../time.ts';

export const stoppedWhileSending: Case = {
	title: 'Stop while tasks are being requested (request and id are in the log)',
	async run(stage) {
		const proxy = await openHoldingProxy(stage.simulator.url);
		const runs = familyNames.map((family) => stage.start({ family, baseUrl: proxy.url, prompts: ['a', 'b', 'c'] }));
		while (proxy.held() < 9) await time.pass(100);
		for (const { cancel } of runs) cancel();
		proxy.letGo();
		await Promise.all(runs.map(async ({ result }) => await result));
		proxy.close();
		const lines = (start: string) => stage.results.flatMap(({ logs }) => logs).filter((line) => line.startsWith(start)).length;
		const counts = [lines('Runway task requested'), lines('Runway task accepted')];
		if (counts.join() !== '9,9') throw new Error(`${counts.join(' and ')} lines`);
		return { injected: 9, charged: 9, delivered: 0, told: 0 };
	},
};
