import type { Group } from './cases.ts';
import { paidOnce } from './cases/paidOnce.ts';
import { reruns } from './cases/reruns.ts';

export const groups: Group[] = [paidOnce, reruns];
