import type { Stage } from './stage.ts';
import type { Verdict } from './verdict.ts';

/** What must come out, beyond what is asked of every case: no task lost, no secret seen, one charge for a wish. */
export type Expected = Partial<Verdict>;

export interface Case {
	title: string;
	run(stage: Stage): Promise<Expected>;
}

export interface Group {
	/** The section of the page that the table belongs to. */
	section: string;
	cases: Case[];
}

const everyCase: Expected = { lost: 0, secrets: 0 };

export function deviations(expected: Expected, verdict: Verdict): string[] {
	const wanted = Object.entries({ ...everyCase, ...expected }) as Array<[keyof Verdict, number]>;
	const others = wanted.filter(([field, count]) => field !== 'perWish' && verdict[field] !== count);
	const { perWish = 1 } = expected;
	return [
		...others.map(([field, count]) => `${field} is ${verdict[field]}, not ${count}`),
		...(verdict.perWish > perWish ? [`one wish was charged ${verdict.perWish} times`] : []),
		...(verdict.injected === 0 ? ['no fault was injected'] : []),
	];
}
