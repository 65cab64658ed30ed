import * as endpoints from './endpoints';
import type { Operation } from './operation';

export const operations: Operation[] = Object.values(endpoints);
