import { scenarioNamed } from './scenarios.ts';
import type { CallbackRecord, Charge, RequestRecord, Scenario, Task } from './types.ts';

export type ScenarioInput = string | Partial<Scenario>;

/** Everything one simulator remembers. The lists keep their identity over a reset. */
export class Store {
	readonly ledger: { charges: Charge[] } = { charges: [] };
	readonly requests: RequestRecord[] = [];
	readonly callbacks: CallbackRecord[] = [];
	readonly tasks = new Map<string, Task>();
	readonly now: () => number;
	scenario: Scenario;
	private readonly initial: Scenario;
	private readonly counts = new Map<string, number>();

	constructor(scenario: ScenarioInput, now: () => number) {
		this.now = now;
		this.initial = merged(scenarioNamed('default'), scenario);
		this.scenario = this.initial;
	}

	setScenario(scenario: ScenarioInput): void {
		this.scenario = merged(this.scenario, scenario);
	}

	reset(): void {
		this.scenario = this.initial;
		for (const list of [this.ledger.charges, this.requests, this.callbacks]) list.length = 0;
		this.tasks.clear();
		this.counts.clear();
	}

	/** A task is registered and charged in one step: the ledger is never ahead of it nor behind. */
	start(task: Task): void {
		const { id, key, format, operation, body, createdAt } = task;
		this.tasks.set(id, task);
		this.ledger.charges.push({ taskId: id, key, format, operation, body, at: createdAt });
	}

	/** How often something happened so far, this time included. */
	count(what: string): number {
		const times = (this.counts.get(what) ?? 0) + 1;
		this.counts.set(what, times);
		return times;
	}
}

/** A name starts from that scenario; a partial one changes what it mentions, and null takes a setting back. */
function merged(current: Scenario, change: ScenarioInput): Scenario {
	if (typeof change === 'string') return scenarioNamed(change);
	const next = { ...current, ...change };
	for (const [key, value] of Object.entries(change)) if (value === null || value === undefined) Reflect.deleteProperty(next, key);
	return next;
}
