/** A batch that every contestant is given in the same shape. */
export interface Batch {
	/** Stands in every prompt, so that the simulator tells whose a task is. */
	name: string;
	/** How long each task takes, from its submission to its end. */
	seconds: number[];
	/** How many tasks may be unfinished at once; 0 means all. */
	maxParallel: number;
	fileBytes?: number;
}

export const MODEL = 'gen4_turbo';
export const IMAGE = 'https://media.example/first-frame.png';
export const RATIO = '1280:720';
export const DURATION = 5;
export const API_VERSION = '2024-11-06';

export const promptsOf = ({ name, seconds, fileBytes }: Batch): string[] =>
	seconds.map((each, number) => `${name} ${number} sim(seconds=${each}${fileBytes === undefined ? '' : `,fileSize=${fileBytes}`})`);

export const bodyOf = (promptText: string) => ({ promptImage: IMAGE, promptText, model: MODEL, ratio: RATIO, duration: DURATION });

/** Mostly short tasks and a few long ones, as images and videos come mixed; the same for every contestant of a repetition. */
export function mixedSeconds(count: number, { shortest, longest }: { shortest: number; longest: number }, seed: number): number[] {
	const random = seeded(seed);
	const drawn = Array.from({ length: count - 1 }, () => shortest + (longest - shortest) * random() ** 4);
	const place = Math.floor(random() * count);
	return [...drawn.slice(0, place), longest, ...drawn.slice(place)].map((each) => Math.round(each * 10) / 10);
}

/** Park and Miller's generator: small, and the same on every machine. */
export function seeded(seed: number): () => number {
	let state = (seed * 7_919 + 1) % 2_147_483_647;
	return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
