import type { StartOperation } from '../nodes/Runway/operations/operation.ts';
import type { FaultKind } from '../nodes/Runway/task/faults.ts';
import type { Format, Protocol } from '../nodes/Runway/task/protocol.ts';
import type { ApiRequest } from '../nodes/Runway/task/request.ts';
import type { JsonObject } from '../nodes/Runway/task/values.ts';
import type { Vendor } from './options.ts';
import { headersOf } from './http.ts';
import { keyOf, shipped, startOperations } from './shipped.ts';
import { emptyRequest } from './values.ts';

const NOBODYS_TASK = '00000000-0000-4000-8000-000000000000';
const NO_MODEL = 'no-such-model';

export type ExpectedKind = FaultKind | 'missing' | 'page';

export interface Expected {
	/** What the documents lead one to expect: files in test/fixtures. */
	fixtures: string[];
	/** How the node may read any other form of it; everything else would mislead its user. */
	kinds: ExpectedKind[];
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

/** After these the node knows that nothing was started, and says why. */
const REFUSALS: ExpectedKind[] = ['rejected', 'noChannel', 'noCredit', 'forbidden', 'busy', 'tooLarge'];

const refused: Record<Format, string[]> = {
	official: ['official/validation-failed'],
	pro: ['pro/callback-url-empty'],
	aiVideo: ['aiVideo/validation-failed'],
};
/** Where the documents name a refusal of an endpoint's own. */
const refusedHere: Record<string, string[]> = { 'image:textToImage': ['official/reference-images-empty'] };
const unknownTask: Record<Format, string> = { official: 'official/task-not-exist', pro: 'pro/task-not-exist', aiVideo: 'aiVideo/unknown-uuid' };
const wrongPath: Record<Format, { path: string; fixture: string }> = {
	official: { path: '/runwayml/v1/no_such_path', fixture: 'official/redirect' },
	pro: { path: '/runway/pro/no_such_path', fixture: 'official/redirect' },
	aiVideo: { path: '/runway/generate/no_such_path', fixture: 'aiVideo/wrong-path' },
};

/** Everything that costs nothing: each creation lacks its input, so there is nothing to make. */
export function freeProbes(): Probe[] {
	const { official, pro } = shipped.protocols;
	const protocols = Object.values(shipped.protocols);
	const generate = operationOf('proVideo:generate');
	const imageToVideo = operationOf('video:imageToVideo');
	const callback: JsonObject = { callback_url: pro.placeholderCallbackUrl };
	// The input is missing too, so either refusal is the documented one.
	const noModel = (format: Format) => ['official/no-channel', ...refused[format]];
	return [
		modelList(official),
		...protocols.map(unknownTaskRead),
		...startOperations.map(withoutInput),
		creation('proVideo:generate without callback_url', pro, emptyRequest(generate)),
		creation('unknown model, official', official, emptyRequest(imageToVideo, { model: NO_MODEL }), noModel('official')),
		creation('unknown model, pro', pro, emptyRequest(generate, { model: NO_MODEL, ...callback }), noModel('pro')),
		...protocols.map(wrongPathCreation),
		{ ...creation('version header missing', official, emptyRequest(imageToVideo), ['official/bad-request']), headers: {} },
	];
}

function modelList(protocol: Protocol): Probe {
	const probe = creation('key and model list', protocol, { method: 'GET', path: shipped.cometProbe.path });
	return { ...probe, reader: 'models' };
}

function unknownTaskRead(protocol: Protocol): Probe {
	const { format, vendor } = protocol;
	const expected: Expected = { fixtures: [unknownTask[format]], kinds: ['missing', 'busy'] };
	return { name: `unknown task, ${format}`, vendor, format, reader: 'read', request: protocol.statusRequest(NOBODYS_TASK), headers: headersOf(protocol), expected };
}

function withoutInput(operation: StartOperation): Probe {
	const { protocol } = operation;
	const changes: JsonObject = protocol.placeholderCallbackUrl ? { callback_url: protocol.placeholderCallbackUrl } : {};
	return creation(`${keyOf(operation)} without its input`, protocol, emptyRequest(operation, changes), refusedHere[keyOf(operation)]);
}

function wrongPathCreation(protocol: Protocol): Probe {
	const { path, fixture } = wrongPath[protocol.format];
	const probe = creation(`wrong path, ${protocol.format}`, protocol, { method: 'POST', path, body: {} }, [fixture]);
	return { ...probe, expected: { ...probe.expected, kinds: ['wrongAddress', 'page', ...REFUSALS] } };
}

function creation(name: string, protocol: Protocol, request: ApiRequest, fixtures = refused[protocol.format]): Probe {
	const { format, vendor } = protocol;
	return { name, vendor, format, reader: 'submitted', request, headers: headersOf(protocol), expected: { fixtures, kinds: REFUSALS } };
}

export function operationOf(key: string): StartOperation {
	const operation = startOperations.find((candidate) => keyOf(candidate) === key);
	if (!operation) throw new Error(`The package has no operation ${key}`);
	return operation;
}
