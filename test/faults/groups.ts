import type { Group } from './cases.ts';
import { load } from './cases/load.ts';
import { longWaits } from './cases/longWaits.ts';
import { killed } from './cases/killed.ts';
import { nothingLost } from './cases/nothingLost.ts';
import { options } from './cases/options.ts';
import { paidOnce } from './cases/paidOnce.ts';
import { reruns } from './cases/reruns.ts';
import { secrets } from './cases/secrets.ts';
import { stoppedWhileSending } from './cases/stoppedWhileSending.ts';
import { suspended } from './cases/suspended.ts';
import { untrusted } from './cases/untrusted.ts';
import { wholeFiles } from './cases/wholeFiles.ts';

export const groups: Group[] = [
	paidOnce,
	reruns,
	{ ...nothingLost, cases: [...nothingLost.cases, ...wholeFiles, stoppedWhileSending, ...killed] },
	longWaits,
	options,
	suspended,
	untrusted,
	secrets,
	load,
];
