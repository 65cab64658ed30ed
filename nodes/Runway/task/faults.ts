export type FaultKind =
	| 'badKey'
	| 'forbidden'
	| 'noCredit'
	| 'tooLarge'
	| 'busy'
	| 'rejected'
	| 'noChannel'
	| 'wrongAddress'
	| 'serverTrouble'
	| 'notUnderstood'
	| 'noConnection'
	| 'lost';

/** Why an answer was not the documented one. `text` is the vendor's, already cut and cleaned. */
export interface Fault {
	kind: FaultKind;
	httpStatus?: number;
	code?: string;
	text?: string;
	retryAfterMs?: number;
}

export interface FaultRule {
	message(vendor: string): string;
	advice: string;
	/** Whether a submission that ended so may have been taken, and charged, nevertheless. */
	taken: 'no' | 'unknown';
	/** Whether the same wish may go through at another time, unchanged. */
	isTransient: boolean;
	/** Whether the next read of a task may go better. */
	repeatRead: boolean;
}

const permanent = { taken: 'no', isTransient: false, repeatRead: false } as const;
const passing = { taken: 'no', isTransient: true, repeatRead: true } as const;
const ambiguous = { taken: 'unknown', isTransient: true, repeatRead: true } as const;

/** What each fault means to the user, and what may be repeated after it. */
export const faultRules: Record<FaultKind, FaultRule> = {
	badKey: {
		...permanent,
		message: (vendor) => `${vendor} does not accept the API key`,
		advice: 'Open the credential and paste the key again, without spaces and without the word Bearer.',
	},
	forbidden: {
		...permanent,
		message: (vendor) => `${vendor} does not allow this with the given API key`,
		advice: 'Check that the account may use this model, and that a firewall does not turn this n8n away.',
	},
	noCredit: {
		...permanent,
		message: (vendor) => `The ${vendor} account does not have enough credits`,
		advice: 'Add credits to the account, then run the workflow again.',
	},
	tooLarge: {
		...permanent,
		message: (vendor) => `The request is too large for ${vendor}`,
		advice: 'Use a smaller file, or give its public URL instead of the file itself.',
	},
	rejected: {
		...permanent,
		message: (vendor) => `${vendor} did not accept the request`,
		advice: 'Check what was sent against what the API and the model accept; its answer may name the field.',
	},
	wrongAddress: {
		...permanent,
		message: (vendor) => `${vendor} was not found at this address`,
		advice: 'Check the Base URL in the credential: the address of the API itself, without a path after it.',
	},
	busy: {
		...passing,
		message: (vendor) => `${vendor} is taking no more requests at the moment`,
		advice: 'Run the workflow again later, or lower Max Tasks at Once in the options.',
	},
	noChannel: {
		...passing,
		message: (vendor) => `${vendor} cannot offer this model at the moment`,
		advice: 'Choose another model, or run the workflow again later.',
	},
	noConnection: {
		...passing,
		message: (vendor) => `${vendor} could not be reached`,
		advice: 'Check the Base URL in the credential, and the network, proxy or firewall between n8n and the API.',
	},
	serverTrouble: {
		...ambiguous,
		message: (vendor) => `${vendor} has trouble on its own side`,
		advice: 'Try again in some minutes.',
	},
	notUnderstood: {
		...ambiguous,
		message: (vendor) => `${vendor} sent an answer that could not be understood`,
		advice: 'Check the Base URL in the credential; a proxy or a sign-in page may have answered instead of the API.',
	},
	lost: {
		...ambiguous,
		message: (vendor) => `The connection to ${vendor} was lost before its answer came`,
		advice: 'Check the network between n8n and the API, then try again.',
	},
};
