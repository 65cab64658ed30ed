import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startWorkflow } from '../../support/engine/engine.ts';
import { parametersOf } from '../../support/engine/parameters.ts';

jest.mock('../../../nodes/Runway/n8n/context/clock.ts', () => jest.requireActual('../../support/engine/scaledClock.ts'));

const KEY = 'sk-canary-4711';

/** An API that leaves every submission without an answer until it is told to give one. */
const held: ServerResponse[] = [];
const api = createServer((request, response) => {
	request.resume().once('end', () => void held.push(response));
});
beforeAll(async () => await new Promise<void>((ready) => api.listen(0, '127.0.0.1', ready)));
beforeEach(() => void held.splice(0));
afterAll(() => {
	api.closeAllConnections();
	api.close();
});

const until = async (isSo: () => boolean) => {
	while (!isSo()) await new Promise((wake) => setTimeout(wake, 5));
};

function answerAll(): void {
	held.forEach((response, index) => {
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ id: `task-${index}` }));
	});
}

/** Stopped while as many requests as may be are on their way; gives the lines of the log for each item. */
async function stopWhileSending(items: number, options: object, inFlight: number) {
	const logs: string[] = [];
	const { result, cancel } = startWorkflow({
		parameters: parametersOf('video.imageToVideo', { promptImage: 'https://example.com/a.jpg', promptText: '={{ $json.prompt }}' }, { ...options }),
		credentials: { cometApiRunwayApi: { apiKey: KEY, baseUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}` } },
		items: Array.from({ length: items }, (_, index) => ({ json: { prompt: `A secret prompt ${index}` } })),
		onLog: (line) => void logs.push(line),
	});
	await until(() => held.length === inFlight);
	cancel();
	const before = [...logs];
	answerAll();
	await result.catch(() => undefined);
	return { before, logs: logs.filter((line) => line.startsWith('Runway task')) };
}

describe('Stop while a task is being requested', () => {
	it('finds a line of what was asked for in the log, without the prompt and the key', async () => {
		const { before } = await stopWhileSending(1, {}, 1);
		const [line, ...others] = before.filter((each) => each.startsWith('Runway task requested'));
		expect(others).toEqual([]);
		expect(line).toMatch(/^Runway task requested: execution 7, workflow test-workflow “test”, node “Runway”, item 0, video\.imageToVideo, wish [\w-]{22} \{/);
		expect(line).not.toMatch(/\n|secret|canary/);
	});

	it('does not lose the answer: the id comes into the log', async () => {
		const { logs } = await stopWhileSending(1, {}, 1);
		const wish = /wish ([\w-]{22})/.exec(logs[0] ?? '')?.[1];
		expect(logs).toHaveLength(2);
		expect(logs[1]).toMatch(new RegExp(`^Runway task accepted: task-0 \\(execution 7, .* item 0, .* wish ${wish}\\)`));
	});

	it.each([
		['five at once', {}, 5],
		['the cap of the options', { maxParallel: 2 }, 2],
	])('sends nothing more where items wait for room, and counts none of these as sent: %s', async (_, options, inFlight) => {
		const { logs } = await stopWhileSending(8, options, inFlight);
		expect(held).toHaveLength(inFlight);
		expect(logs.filter((line) => line.startsWith('Runway task requested'))).toHaveLength(inFlight);
		expect(logs.filter((line) => line.startsWith('Runway task accepted'))).toHaveLength(inFlight);
		expect(logs.filter((line) => line.includes('perhaps paid'))).toEqual([]);
	});
});
