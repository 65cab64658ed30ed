import { taskOutput } from '../../nodes/Runway/task/output.ts';
import type { Task } from '../../nodes/Runway/task/task.ts';

const origin = { taskId: 'a-1', format: 'pro', operation: 'generate' } as const;
const succeeded: Task = {
	state: 'succeeded',
	status: 'succeeded',
	urls: ['https://files.example.com/a.mp4', 'https://files.example.com/b.mp4'],
	facts: { progress: 100, cost: 320, poster: 'https://files.example.com/a.jpg', refunded: true },
};

describe('the output of a task', () => {
	it('that was only submitted says that it is queued', () => {
		expect(taskOutput(origin, {})).toEqual({ ...origin, status: 'queued' });
	});

	it('that runs has its status and facts, and not the word of the vendor', () => {
		const task: Task = { state: 'pending', status: 'running', vendorStatus: 'RUNNING', facts: { progress: 35 } };
		expect(taskOutput(origin, { task, polls: 3 })).toEqual({ ...origin, status: 'running', progress: 35, polls: 3 });
	});

	it('that succeeded has its first link, all links and its facts', () => {
		expect(taskOutput(origin, { task: succeeded })).toEqual({
			...origin,
			status: 'succeeded',
			progress: 100,
			cost: 320,
			poster: 'https://files.example.com/a.jpg',
			url: 'https://files.example.com/a.mp4',
			urls: ['https://files.example.com/a.mp4', 'https://files.example.com/b.mp4'],
		});
	});

	it('that failed has the reason, the code and whether the same may work another time', () => {
		const task: Task = { state: 'failed', status: 'failed', reason: 'moderated', code: 'SAFETY', facts: {} };
		expect(taskOutput(origin, { task, retryable: false })).toEqual({ ...origin, status: 'failed', failure: 'moderated', failureCode: 'SAFETY', retryable: false });
	});

	it('that failed without a word leaves out what is not known', () => {
		const task: Task = { state: 'failed', status: 'cancelled', facts: {} };
		expect(taskOutput(origin, { task })).toEqual({ ...origin, status: 'cancelled' });
	});

	it('that did not fail says nothing of another time', () => {
		expect(taskOutput(origin, { task: succeeded, retryable: true })).not.toHaveProperty('retryable');
	});

	it('that ran out of time has our status instead of the vendor’s', () => {
		const task: Task = { state: 'pending', status: 'running', vendorStatus: 'RUNNING', facts: {} };
		expect(taskOutput(origin, { task, status: 'timedOut' })).toEqual({ ...origin, status: 'timedOut' });
	});

	it.each([
		['an object', { id: 'a' }, { raw: { id: 'a' } }],
		['a text', '<html>', {}],
		['a list', [1], {}],
		['nothing', undefined, {}],
	])('has the raw answer when that is an object, here %s', (_, raw, expected) => {
		expect(taskOutput(origin, { raw })).toEqual({ ...origin, status: 'queued', ...expected });
	});
});
