import { type Fault, type FaultKind, faultRules } from './faults';
import { backoffMs } from './pause';
import type { Protocol } from './protocol';
import type { ApiRequest, HttpOutcome } from './request';

export interface Clock {
	/** Milliseconds on a clock that never jumps. */
	nowMs(): number;
	/** Resolves early, with `false`, when n8n stops the execution. */
	sleep(durationMs: number): Promise<boolean>;
	random(): number;
}

export interface Ports {
	/** A request that outlives Stop is not broken off by it, because its answer holds the id of what was paid for. */
	http(request: ApiRequest, options?: { outlivesStop?: boolean }): Promise<HttpOutcome>;
	clock: Clock;
}

export type Submission =
	| { outcome: 'accepted'; taskId: string }
	/** Surely not taken, so nothing was charged. */
	| { outcome: 'refused'; fault: Fault }
	/** Perhaps taken: it must not be sent again. */
	| { outcome: 'unknown'; fault: Fault }
	| { outcome: 'cancelled'; isSent: boolean };

/** The only faults after which a submission is repeated, because the server surely did not take it, and for how long. */
const SUBMIT_PATIENCE_MS: Partial<Record<FaultKind, number>> = { busy: 120_000, noConnection: 20_000 };

export async function submit(protocol: Protocol, request: ApiRequest, { http, clock }: Ports): Promise<Submission> {
	const startedAtMs = clock.nowMs();
	for (let attempt = 0; ; attempt++) {
		const result = await http(request, { outlivesStop: true });
		if (result.kind === 'cancelled') return { outcome: 'cancelled', isSent: result.isSent };

		const answer = result.kind === 'answer' ? protocol.submitted(result.answer) : { fault: result };
		if ('taskId' in answer) return { outcome: 'accepted', taskId: answer.taskId };

		const fault: Fault = answer.fault;
		if (faultRules[fault.kind].taken === 'unknown') return { outcome: 'unknown', fault };
		const pauseMs = backoffMs(attempt, clock.random(), fault.retryAfterMs);
		const patienceMs = SUBMIT_PATIENCE_MS[fault.kind] ?? 0;
		if (clock.nowMs() - startedAtMs + pauseMs > patienceMs) return { outcome: 'refused', fault };
		if (!(await clock.sleep(pauseMs))) return { outcome: 'cancelled', isSent: false };
	}
}
