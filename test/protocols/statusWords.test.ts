import { protocols } from '../../nodes/Runway/protocols/index.ts';
import { formats } from '../support/fixtures.ts';

describe('a word for a status', () => {
	it.each([
		['official', 'SUCCEEDED', 'succeeded'],
		['official', 'COMPLETED', 'succeeded'],
		['official', 'Complete', 'succeeded'],
		['pro', 'finished', 'succeeded'],
		['pro', 'done', 'succeeded'],
		['aiVideo', 'completed', 'succeeded'],
		['pro', '3', 'succeeded'],
		['pro', 3, 'succeeded'],
		['pro', '2', 'failed'],
		['aiVideo', 'failure', 'failed'],
		['official', 'FAIL', 'failed'],
		['aiVideo', 'cancelled', 'cancelled'],
		['official', 'CANCELED', 'cancelled'],
		['official', 'in-progress', 'running'],
		['official', 'In Progress', 'running'],
		['official', 'In  -  Progress', 'running'],
		['pro', 'processing', 'running'],
		['pro', 'IN_QUEUE', 'queued'],
		['official', 'waiting', 'queued'],
		['official', 'submitted', 'queued'],
		['aiVideo', 'submitted', 'running'],
	] as const)('of the %s format is understood: %s', (format, word, status) => {
		expect(protocols[format].statusOf(word)).toBe(status);
	});

	it.each(['expired', 'timeout', 'rejected', 'unknown', '4', 'not finished', '', null, {}])(
		'that may not be the end of a task is not taken for one: %p',
		(word) => {
			for (const format of formats) expect(protocols[format].statusOf(word)).toBeUndefined();
		},
	);

	it.each(['0', '1', '2', '3'])('of the older feed means nothing to AI Video API: %s', (figure) => {
		expect(protocols.aiVideo.statusOf(figure)).toBeUndefined();
	});
});
