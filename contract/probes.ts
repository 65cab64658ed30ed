import type { StartOperation } from '../nodes/Runway/operations/operation.ts';
import type { ApiRequest, FaultKind, Format, JsonObject, Protocol } from '../nodes/Runway/task/types.ts';
import type { Vendor } from './options.ts';
import { headersOf } from './http.ts';
import { keyOf, shipped, startOperations } from './shipped.ts';
import { emptyRequest } from './values.ts';

const NOBODYS_TASK = '00000000-0000-4000-8000-000000000000';
const NO_MODEL = 'no-such-model';

/** What the documents lead one to expect; `httpStatus` is that of the page that was believed first. */
export interface Expected {
	words: string;
	httpStatus: number[];
	kinds: Array<FaultKind | 'missing'>;
}

export interface Probe {
	name: string;
	vendor: Vendor;
	format: Format;
	/** Which of the protocol's functions reads the answer; the model list has no reader of its own. */
	reader: 'read' | 'submitted' | 'models';
	request: ApiRequest;
	headers: Record<string, string>;
	expected: Expected;
}

const refused: Expected = { words: 'refused, 400 or 422', httpStatus: [400, 422], kinds: ['rejected'] };
/** The input is missing too, so either refusal is the documented one. */
const noChannel: Expected = { words: 'refused, 503 or 400', httpStatus: [503, 400, 422], kinds: ['noChannel', 'rejected'] };
const unknownTask: Expected = { words: 'no such task, 400 or 404', httpStatus: [400, 404], kinds: ['missing'] };
const elsewhere: Expected = { words: 'redirect or 404', httpStatus: [301, 302, 307, 308, 404], kinds: ['wrongAddress'] };
const models: Expected = { words: 'list of models, 200', httpStatus: [200], kinds: [] };

/** Everything that costs nothing: each creation lacks its input, so there is nothing to make. */
export function freeProbes(): Probe[] {
	const { official, pro, aiVideo } = shipped.protocols;
	const generate = operationOf('proVideo:generate');
	const imageToVideo = operationOf('video:imageToVideo');
	const withoutInput = startOperations.map((operation) => {
		const { protocol } = operation;
		const changes: JsonObject = protocol.placeholderCallbackUrl ? { callback_url: protocol.placeholderCallbackUrl } : {};
		return create(`${keyOf(operation)} without its input`, protocol, emptyRequest(operation, changes), refused);
	});
	return [
		{ ...create('key and model list', official, { method: 'GET', path: '/v1/models' }, models), reader: 'models' },
		...[official, pro, aiVideo].map((protocol) => read(protocol)),
		...withoutInput,
		create('proVideo:generate without callback_url', pro, emptyRequest(generate), refused),
		create('unknown model, official', official, emptyRequest(imageToVideo, { model: NO_MODEL }), noChannel),
		create('unknown model, pro', pro, emptyRequest(generate, { model: NO_MODEL, callback_url: pro.placeholderCallbackUrl }), noChannel),
		...[official, pro, aiVideo].map((protocol) => create(`wrong path, ${protocol.format}`, protocol, wrongPath(protocol), elsewhere)),
		{ ...create('version header missing', official, emptyRequest(imageToVideo), refused), headers: {} },
	];
}

function read(protocol: Protocol): Probe {
	const { format, vendor } = protocol;
	const request = protocol.statusRequest(NOBODYS_TASK);
	return { name: `unknown task, ${format}`, vendor, format, reader: 'read', request, headers: headersOf(protocol), expected: unknownTask };
}

function create(name: string, protocol: Protocol, request: ApiRequest, expected: Expected): Probe {
	const { format, vendor } = protocol;
	return { name, vendor, format, reader: 'submitted', request, headers: headersOf(protocol), expected };
}

function wrongPath({ format }: Protocol): ApiRequest {
	const folder = { official: '/runwayml/v1', pro: '/runway/pro', aiVideo: '/runway/generate' }[format];
	return { method: 'POST', path: `${folder}/no_such_path`, body: {} };
}

export function operationOf(key: string): StartOperation {
	const operation = startOperations.find((candidate) => keyOf(candidate) === key);
	if (!operation) throw new Error(`The package has no operation ${key}`);
	return operation;
}
