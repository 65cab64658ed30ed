import type { Case, Group } from '../cases.ts';
import { familyNames } from '../stage.ts';

const ADDRESSES: Array<[title: string, address: string]> = [
	['a file of the machine', 'file:///etc/passwd'],
	['a script', 'javascript:alert'],
	['another protocol', 'ftp://files.example.com/a.mp4'],
	['data instead of an address', 'data:video/mp4;base64'],
	['a login in it', 'https://user:word@files.example.com/a.mp4'],
	['no address at all', '../../a.mp4'],
];

const cases = ADDRESSES.map(([title, url]): Case => ({
	title: `Success with a bad result address: ${title}`,
	run: async ({ run, simulator, results }) => {
		await Promise.all(familyNames.map(async (family) => await run({ family, prompts: [`sim(url=${url})`], settings: { onError: 'continueRegularOutput' } })));
		// AI Video API gives a GIF beside the video, whose address is sound.
		const downloads = simulator.requests.filter(({ path }) => !/^\/(runway|status)|preview\.gif$/.test(path));
		if (downloads.length > 0) throw new Error(`${downloads.length} files were fetched`);
		// The wish itself holds the address, as the workflow's own data; the node's output must not.
		if (JSON.stringify(results.map(({ output }) => output)).includes(url)) throw new Error('The address reached the output');
		return { charged: 3, delivered: 0, told: 0 };
	},
}));

export const untrusted: Group = { section: 'untrusted-answers', cases };
