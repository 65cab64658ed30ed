import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Field, Operation, StartOperation } from '../../nodes/Runway/operations/operation.ts';
import type { Format, Protocol } from '../../nodes/Runway/task/protocol.ts';
import type { ApiRequest } from '../../nodes/Runway/task/request.ts';
import { conflicts } from './conflicts.ts';
import type { Page } from './resourcePages.ts';
import { fullRequest, optionsOf } from './sample.ts';

interface Bundle {
	operations: Operation[];
	protocols: Record<Format, Protocol>;
	startsTask(operation: Operation): operation is StartOperation;
}

const root = join(import.meta.dirname, '../..');

/** Every endpoint with what is sent, every answer that is understood, and what the documents leave open. */
export function apiPage(): Page {
	const { operations, protocols, startsTask }: Bundle = createRequire(import.meta.url)(join(root, 'dist/nodes/Runway/index.js'));
	const families = Object.values(protocols).map((protocol) => {
		const own = operations.filter(startsTask).filter(({ protocol: { format } }) => format === protocol.format);
		return familySection(protocol, own);
	});
	const text = [
		'# What is sent, and what is understood',
		'Made from the operations and protocols themselves and from the answers the tests hold them to. `npm run contract` compares it with the real APIs: [contract check](contract.md).',
		...families,
		conflictSection(),
	].join('\n\n');
	return { path: 'docs/api.md', text: `${text}\n` };
}

function familySection(protocol: Protocol, operations: StartOperation[]): string {
	const { format, vendor } = protocol;
	const read = protocol.statusRequest('TASK_ID');
	return [
		`## ${vendor}: ${format}`,
		['| Header | Value |', '|---|---|', ...headers(protocol).map(([name, value]) => `| \`${name}\` | ${value} |`)].join('\n'),
		`A task is read with ${shownRequest(read)}.`,
		callbackSentence(protocol),
		...operations.map(operationSection),
		answerSection(format),
	].join('\n\n');
}

function headers(protocol: Protocol): Array<[string, string]> {
	const key = protocol.credentialType === 'aiVideoApi' ? 'the key' : '`Bearer` and the key';
	const own = Object.keys(protocol.headers('')).map((name): [string, string] => [name, 'the API version from the options']);
	return [['Authorization', key], ...own];
}

function callbackSentence({ callbackMethod, placeholderCallbackUrl }: Protocol): string {
	if (!callbackMethod) return 'It does not call back. At the *Callback URL* of the node n8n itself calls when the task has ended, with POST and `{"task_id":"TASK_ID"}`.';
	const placeholder = placeholderCallbackUrl ? `; it is required, so without one \`${placeholderCallbackUrl}\` is sent` : '';
	return `It calls back with ${callbackMethod} at \`callback_url\`${placeholder}.`;
}

function operationSection(operation: StartOperation): string {
	const { fields, additionalFields, option } = operation;
	// An optional prompt may choose the endpoint.
	const requests = [{}, { text_prompt: 'x' }].map((values) => shownRequest(operation.toRequest(values), false));
	const rows = [...fields, ...additionalFields].map(fieldRow);
	return [`### ${option.action}`, [...new Set(requests)].join(', '), ['| Field | Type | Limit |', '|---|---|---|', ...rows].join('\n'), sentBody(operation)].join('\n\n');
}

function sentBody(operation: StartOperation): string {
	return ['With every field set:', `\`\`\`json\n${JSON.stringify(fullRequest(operation).body, null, 2)}\n\`\`\``].join('\n\n');
}

function fieldRow({ name, property, media, choices, entries }: Field): string {
	const type = media ? `${media.kind === 'imageOrVideo' ? 'image or video' : media.kind}, ${media.maxDataUriBytes ? 'URL or data URI' : 'URL'}` : typeName(property);
	const sent = choices ? ` Known: ${codes(choices.map(({ value }) => value))}` : '';
	const listed = optionsOf(property);
	const oneOf = listed.length > 0 ? ` One of ${codes(listed)}` : '';
	const parts = entries ? ` Each with ${entries.fields.map((entry) => `\`${entry.name}\``).join(', ')}` : '';
	const limit = `${property.required ? 'Required. ' : ''}${property.description ?? ''}`.replace(/\.$/, '');
	return `| \`${name}\` | ${type} | ${cell(`${limit}.${sent}${oneOf}${parts}`)} |`;
}

function codes(values: unknown[]): string {
	return values.map((value) => `\`${value}\``).join(', ');
}

function typeName(property: Field['property']): string {
	return optionsOf(property).some((value) => typeof value === 'number') ? 'number' : typeNames[property.type] ?? property.type;
}

const typeNames: Record<string, string> = { string: 'text', resourceLocator: 'text', options: 'text', fixedCollection: 'list', json: 'object' };

function answerSection(format: Format): string {
	const folder = join(root, 'test/fixtures', format);
	const rows = readdirSync(folder).sort().map((file) => {
		const { source, answer, expected } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture;
		return `| ${file.replace('.json', '').replace(/-/g, ' ')} | ${answer.httpStatus} | ${cell(understoodAs(expected))} | ${cell(source)} |`;
	});
	return ['### Answers that are understood', ['| Answer | HTTP | Understood as | Source |', '|---|---|---|---|', ...rows].join('\n')].join('\n\n');
}

interface Fixture {
	source: string;
	answer: { httpStatus: number };
	expected: { taskId?: string; state?: string; status?: string; fault?: { kind: string } };
}

function understoodAs({ taskId, state, status, fault }: Fixture['expected']): string {
	if (taskId !== undefined) return 'task started';
	if (fault) return `fault: ${fault.kind}`;
	return status ?? state ?? '';
}

function conflictSection(): string {
	const rows = conflicts.map(({ subject, sources, handling }) => `| ${cell(subject)} | ${cell(sources)} | ${cell(handling)} |`);
	return ['## Where the documents contradict each other', ['| Subject | What they say | What the package does |', '|---|---|---|', ...rows].join('\n')].join('\n\n');
}

function shownRequest({ method, path, query, body }: ApiRequest, withBody = true): string {
	const search = query ? `?${new URLSearchParams(query)}` : '';
	return `\`${method} ${path}${search}\`${withBody && body ? ` and \`${JSON.stringify(body)}\`` : ''}`;
}

function cell(text: string): string {
	return text.replace(/\|/g, '\\|').replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
}
