import { runFloor, saveFile } from './floor.ts';
import type { FloorAnswer, FloorOrder } from './floorProcess.ts';

let stopping = new AbortController();

async function obey(order: FloorOrder): Promise<{ makespanMs: number }> {
	if ('plan' in order) return await runFloor(order.plan, stopping.signal);
	if ('stop' in order) {
		stopping.abort();
		stopping = new AbortController();
		return { makespanMs: 0 };
	}
	const startedAtMs = performance.now();
	await saveFile(order.file.url, order.file.path);
	return { makespanMs: performance.now() - startedAtMs };
}

process.on('message', (order: FloorOrder) => {
	const answer = (rest: Omit<FloorAnswer, 'id'>) => process.send?.({ id: order.id, ...rest });
	obey(order).then(
		(result) => answer({ result }),
		(error: unknown) => answer({ problem: String(error) }),
	);
});
