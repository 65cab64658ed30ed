import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Pending } from '../../../nodes/Runway/n8n/context/deliver.ts';
import { wakeIfCallWasMissed } from '../../../nodes/Runway/n8n/suspend/missedCall.ts';
import { pro } from '../../../nodes/Runway/protocols/pro.ts';
import type { HttpOutcome } from '../../../nodes/Runway/task/request.ts';
import { fakeClock } from '../../support/fakeTime.ts';
import { failed, running, succeeded } from '../../support/fakeWebhook.ts';
import { json, scriptedHttp } from '../../support/scriptedHttp.ts';

const URL_OF_EXECUTION = 'https://n8n.example.com/webhook-waiting/7?signature=abc';
const CALL = { method: 'POST', url: URL_OF_EXECUTION, body: { task_id: 'a' } };

const ended = json(succeeded('a').body);
const unfinished = json(running.body);

type Answers = [HttpOutcome, ...HttpOutcome[]];
type Call = () => Promise<{ statusCode: number }>;

const answering = (...statusCodes: number[]): Call => async () => ({ statusCode: statusCodes.shift() ?? 200 });

/** Looks back at tasks "a", "b" and so on, which answer as given; tells what was called and how long it took. */
async function lookBack(tasks: Answers[], call = answering(), clock = fakeClock()) {
	const calls: unknown[] = [];
	const logged: unknown[] = [];
	const context = {
		getWorkflowDataProxy: () => ({ $execution: { resumeUrl: URL_OF_EXECUTION } }),
		logger: { debug: (_: string, meta: unknown) => void logged.push(meta) },
		helpers: {
			async httpRequest({ method, url, body }: IHttpRequestOptions) {
				calls.push({ method, url, body });
				return await call();
			},
		},
	};
	const pending = tasks.map((answers, index) => {
		const taskId = String.fromCharCode(97 + index);
		return { taskId, delivery: { protocol: pro }, ports: { clock, http: scriptedHttp(...answers).http } };
	});
	await wakeIfCallWasMissed(context as unknown as IExecuteFunctions, pending as unknown as Pending[]);
	return { calls, logged, sleeps: clock.sleeps };
}

describe('a callback that came before n8n had saved the wait', () => {
	it('is made up for by a call of the node itself, five seconds later', async () => {
		expect(await lookBack([[ended]])).toMatchObject({ calls: [CALL], sleeps: [5_000] });
	});

	it('is made up for when n8n is still busy with saving by then', async () => {
		expect(await lookBack([[ended]], answering(409, 200))).toMatchObject({ calls: [CALL, CALL], sleeps: [5_000, 20_000] });
	});

	it('is made up for when the task ends a little later', async () => {
		expect(await lookBack([[unfinished, ended]])).toMatchObject({ calls: [CALL], sleeps: [5_000, 20_000] });
	});

	it('is made up for by one call when several tasks have ended, one of them without a result', async () => {
		expect((await lookBack([[ended], [json(failed.body)]])).calls).toEqual([CALL]);
	});

	it.each<[string, HttpOutcome]>([
		['runs', unfinished],
		['cannot be read', { kind: 'lost', text: 'socket hang up' }],
	])('is not made up for while one task still %s; nobody looks a third time', async (_, answer) => {
		expect(await lookBack([[ended], [answer]])).toMatchObject({ calls: [], sleeps: [5_000, 20_000] });
	});

	it('is nobody\'s concern once the execution was stopped', async () => {
		const stopped = fakeClock();
		stopped.stop();
		expect((await lookBack([[ended]], answering(), stopped)).calls).toEqual([]);
	});

	it('throws nothing, which would end n8n, when its own address cannot be called', async () => {
		const { logged } = await lookBack([[ended]], async () => await Promise.reject(new Error('ECONNREFUSED')));
		expect(logged).toEqual([{ reason: 'Error: ECONNREFUSED' }]);
	});
});
