import type { JsonObject } from './values';

export interface ApiRequest {
	method: 'GET' | 'POST';
	path: string;
	query?: Record<string, string>;
	body?: JsonObject;
}

export interface Answer {
	httpStatus: number;
	headers: Record<string, string>;
	/** Parsed JSON where the server sent JSON, otherwise the text it sent. */
	body: unknown;
}

/** `noConnection`: the server never saw the request. `lost`: it may have. */
export type HttpOutcome =
	| { kind: 'answer'; answer: Answer }
	| { kind: 'noConnection' | 'lost'; text: string }
	/** Stopped; what was not handed to the network yet is not sent any more. */
	| { kind: 'cancelled'; isSent: boolean };
