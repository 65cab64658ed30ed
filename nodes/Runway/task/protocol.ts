import type { Fault } from './faults';
import type { Answer, ApiRequest } from './request';
import type { Reading, Status } from './task';

export type Format = 'official' | 'pro' | 'aiVideo';

/** One API's words for submitting and reading a task. Nothing here throws, whatever the server sends. */
export interface Protocol {
	format: Format;
	vendor: 'CometAPI' | 'AI Video API';
	credentialType: 'cometApiRunwayApi' | 'aiVideoApi';
	/** Where the user finds the operations that read and await a task of this API. */
	taskOperations: { get: string; wait: string };
	/** How the vendor calls back, where it does. */
	callbackMethod?: 'POST' | 'GET';
	/** Sent when the vendor refuses a body without a callback and nobody gave one. */
	placeholderCallbackUrl?: string;
	/** What a word for a status means; nothing for a word that nobody documented. */
	statusOf(word: unknown): Status | undefined;
	headers(apiVersion: string): Record<string, string>;
	submitted(answer: Answer): { taskId: string } | { fault: Fault };
	statusRequest(taskId: string): ApiRequest;
	read(answer: Answer): Reading;
}
