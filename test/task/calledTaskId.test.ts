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
	])('is found in %s', (_, body) => {
		expect(calledTaskId({}, body)).toBe(ID);
	});

	it.each([
		['nothing', {}, {}],
		['a text', {}, 'hello'],
		['a list', {}, [{ task_id: ID }]],
		['an id of many lines', {}, { task_id: `${ID}\n${ID}` }],
		['an id that is far too long', {}, { task_id: 'a'.repeat(201) }],
		['an id that is a path', {}, { task_id: '../../etc' }],
		['several ids', { uuid: [ID, ID] }, {}],
		['an inherited property', {}, Object.create({ task_id: ID })],
	])('is not found in %s', (_, query, body) => {
		expect(calledTaskId(query, body)).toBeUndefined();
	});
});
