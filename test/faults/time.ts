const startedAtMs = performance.now();
const epochMs = Date.now();

let factor = 50;
let countedAtMs = startedAtMs;
let countedMs = 0;
let wallJumpedMs = 0;

const steadyMs = () => countedMs + (performance.now() - countedAtMs) * factor;

/** The time of a test run: the seconds of the node and of the simulated APIs pass together, faster than real ones. */
export const time = {
	/** The clock that never runs back, as the node reads it; a laptop that slept makes it jump ahead. */
	steadyMs,
	/** The clock on the wall, as the node reads it; people and time servers set it. */
	wallMs: () => epochMs + steadyMs() + wallJumpedMs,
	/** What the simulated APIs live by. */
	apiMs: () => epochMs + steadyMs(),
	jump: (durationMs: number) => void (countedMs += durationMs),
	jumpWall: (durationMs: number) => void (wallJumpedMs += durationMs),
	pass: async (durationMs: number): Promise<void> => await new Promise((wake) => setTimeout(wake, durationMs / factor)),
	shortened: (timeoutMs: number) => timeoutMs / factor,
	runAt(newFactor: number): void {
		countedMs = steadyMs();
		countedAtMs = performance.now();
		factor = newFactor;
	},
};

/** What the node sees of JavaScript's `Date`. */
export class NodeDate extends Date {
	static override now(): number {
		return time.wallMs();
	}
}
