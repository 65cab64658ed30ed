import { type CodeAdvice, failureCodes } from './failureCodes';
import type { FailedTask } from './task';
import { BUSY, CONTENT_CHECK, NO_CREDIT, REFUSAL, TROUBLE } from './vendorWords';

export interface Advice {
	message: string;
	advice: string;
	retryable: boolean;
}

type Explanation = Omit<CodeAdvice, 'code'>;

const cancelled: Explanation = {
	message: 'The task was cancelled',
	advice: 'It was cancelled or deleted at the API; start it again if it is still wanted.',
	retryable: false,
};

const noCredit: Explanation = {
	message: 'The account did not have enough credits for the task',
	advice: 'Add credits to the account, then run the workflow again.',
	retryable: false,
};

const refusedInWords: Explanation = {
	message: 'The content check refused the request',
	advice: 'Change the prompt or the input before trying again.',
	retryable: false,
};

const passingInWords: Explanation = {
	message: 'The API had trouble while it worked on the task',
	advice: 'Try the same request again in some minutes.',
	retryable: true,
};

/** Each new try is paid, so without a known reason it is left to the user. */
const withoutCode: Explanation = {
	message: 'The task ended without a result',
	advice: 'Whether the same request would do better is not known: run the workflow again to try it once more, or change the prompt or the input.',
	retryable: false,
};

const unknownCode: Explanation = {
	message: 'The task ended without a result',
	advice: 'Change the prompt or the input, or try another model.',
	retryable: false,
};

/** What happened to a task, whether it was charged, and what to do. */
export function adviseOnFailure(task: FailedTask, vendor: string): Advice {
	const { message, advice, isChargedFor, retryable } = explanationOf(task);
	return { message, advice: `${chargeOf(task, isChargedFor, vendor)} ${advice}`, retryable };
}

function explanationOf({ status, code, reason = '' }: FailedTask): Explanation {
	if (status === 'cancelled') return cancelled;
	if (code === undefined) return explanationInWords(reason);
	const shown = code.toUpperCase();
	return failureCodes.find((known) => shown === known.code || shown.startsWith(`${known.code}.`)) ?? unknownCode;
}

function explanationInWords(reason: string): Explanation {
	if (NO_CREDIT.test(reason)) return noCredit;
	if (CONTENT_CHECK.test(reason)) return refusedInWords;
	const isPassing = (TROUBLE.test(reason) || BUSY.test(reason)) && !REFUSAL.test(reason);
	return isPassing ? passingInWords : withoutCode;
}

/** The task's own figures go before what is known of its code in general. */
function chargeOf({ facts }: FailedTask, isChargedFor: boolean | undefined, vendor: string): string {
	if (facts.refunded) return `${vendor} gave its credits back.`;
	if (facts.cost === 0) return 'Nothing was charged.';
	if (facts.cost !== undefined) return `${vendor} lists ${facts.cost} credits for it.`;
	if (isChargedFor) return 'Its credits are not given back.';
	return `${vendor} does not say whether it was charged; the usage page of the account shows it.`;
}
