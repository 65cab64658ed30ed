import type { ApiRequest, HttpOutcome } from '../../nodes/Runway/task/request.ts';

type Step = HttpOutcome | (() => HttpOutcome);

/** Answers requests from a script, one step a request; the last step repeats. */
export function scriptedHttp(...steps: [Step, ...Step[]]) {
	const requests: ApiRequest[] = [];
	return {
		requests,
		async http(request: ApiRequest): Promise<HttpOutcome> {
			const step = steps[Math.min(requests.length, steps.length - 1)] ?? steps[0];
			requests.push(request);
			return typeof step === 'function' ? step() : step;
		},
	};
}

export function json(body: unknown, httpStatus = 200, headers: Record<string, string> = {}): HttpOutcome {
	return { kind: 'answer', answer: { httpStatus, headers: { 'content-type': 'application/json', ...headers }, body } };
}
