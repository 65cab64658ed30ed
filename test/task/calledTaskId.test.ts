import { protocols } from '../../nodes/Runway/protocols/index.ts';
import { absorbing, calledTaskId } from '../../nodes/Runway/task/calledTaskId.ts';

const ID = '12a01a5e-ab55-4aa7-b002-7b873546cf76';

/** What a web server makes of an address that the vendor appended its id to. */
function queryOf(address: string): Record<string, string> {
	return Object.fromEntries(new URL(address).searchParams);
}

describe('the task a callback is about', () => {
	it.each([
		['a query, id appended naively', 'https://n8n.example.com/webhook-waiting/7?signature=abc', (url: string) => `${url}?uuid=${ID}`],
		['a query, id appended properly', 'https://n8n.example.com/webhook-waiting/7?signature=abc', (url: string) => `${url}&uuid=${ID}`],
		['no query, id appended naively', 'https://n8n.example.com/webhook-waiting/7', (url: string) => `${url}?uuid=${ID}`],
		['no query, id appended properly', 'https://n8n.example.com/webhook-waiting/7', (url: string) => `${url}&uuid=${ID}`],
	])('is found at an address with %s, which keeps its signature', (_, address, append) => {
		const query = queryOf(append(absorbing(address)));
		expect(calledTaskId(query, {})).toBe(ID);
		expect(query.signature).toBe(queryOf(address).signature);
	});

	it.each([
		['a body with task_id', { task_id: ID, status: '3' }],
		['a wrapped body', { code: 200, data: { task_id: ID } }],
		['a body with a uuid', { uuid: ID }],
		['a body with an id', { id: ID }],
	])('is found in %s', (_, body) => {
		expect(calledTaskId({}, body)).toBe(ID);
	});

	it.each([
		['a number', 4711, '4711'],
		['base64', 'a+b/c=', 'a+b/c='],
		['one with a point and a colon', 'runwayml:a.b', 'runwayml:a.b'],
	])('may have %s for an id, as in the answer to a submission', (_, id, taskId) => {
		expect(calledTaskId({}, { task_id: id })).toBe(taskId);
		expect(calledTaskId({ uuid: String(id) }, {})).toBe(taskId);
		expect(protocols.pro.submitted({ httpStatus: 200, headers: {}, body: { data: { task_id: id } } })).toEqual({ taskId });
	});

	it.each([
		['encoded', 'a%2Bb%2Fc%3D'],
		['as it is', 'a+b/c='],
	])('is found with an id of base64 that is appended %s', (_, id) => {
		const address = absorbing('https://n8n.example.com/webhook-waiting/7?signature=abc');
		for (const query of [queryOf(`${address}?uuid=${id}`), queryOf(`${address}&uuid=${id}`)]) expect(calledTaskId(query, {})).toBe('a+b/c=');
	});

	it('is found in the query before the body, and under its full name before any other', () => {
		expect(calledTaskId({ uuid: 'query', callback: 'absorbed' }, { task_id: 'body' })).toBe('query');
		expect(calledTaskId({ callback: 'absorbed' }, { task_id: 'body' })).toBe('absorbed');
		expect(calledTaskId({ callback: 'uuid=absorbed' }, {})).toBe('absorbed');
		expect(calledTaskId({ callback: '' }, { id: 'event', uuid: 'other', task_id: 'task' })).toBe('task');
	});

	it.each([
		['nothing', {}, {}],
		['a text', {}, 'hello'],
		['a list', {}, [{ task_id: ID }]],
		['an id of many lines', {}, { task_id: `${ID}\n${ID}` }],
		['an id that is far too long', {}, { task_id: 'a'.repeat(201) }],
		['an id that is a path', {}, { task_id: '../../etc' }],
		['several ids', { uuid: [ID, ID] }, {}],
		['an id that climbs', {}, { task_id: 'a/../b' }],
		['no more than dots', { uuid: '..' }, {}],
		['zero', {}, { task_id: 0 }],
		['a figure that JSON has rounded', {}, { task_id: 2 ** 53 }],
		['an inherited property', {}, Object.create({ task_id: ID })],
	])('is not found in %s', (_, query, body) => {
		expect(calledTaskId(query, body)).toBeUndefined();
	});
});
