import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Operation, StartOperation } from '../nodes/Runway/operations/operation.ts';
import type { checkDraft as CheckDraft } from '../nodes/Runway/operations/checkDraft.ts';
import type { Format, Protocol } from '../nodes/Runway/task/types.ts';

interface Bundle {
	checkDraft: typeof CheckDraft;
	operations: Operation[];
	protocols: Record<Format, Protocol>;
	startsTask(operation: Operation): operation is StartOperation;
}

export const root = join(import.meta.dirname, '..');

/** The built file that users install, so that the check tests what ships. */
export const shipped: Bundle = createRequire(import.meta.url)(join(root, 'dist/nodes/Runway/index.js'));

export const startOperations: StartOperation[] = shipped.operations.filter(shipped.startsTask);

export function keyOf({ resource, option }: Operation): string {
	return `${resource}:${option.value}`;
}
