import { type CodeAdvice, failureCodes } from './failureCodes';
import type { FailedTask } from './task';

export interface Advice {
	message: string;
	advice: string;
	retryable: boolean;
}

type Explanation = Omit<CodeAdvice, 'code'>;

const CONTENT_CHECK_WORDS = /moderat|nsfw|sensitive|safety|(?:content|usage) polic|violat/i;

const cancelled: Explanation = {
	message: 'The task was cancelled',
	advice: 'It was cancelled or deleted at the API; start it again if it is still wanted.',
	retryable: false,
};

const refusedInWords: Explanation = {
	message: 'The content check refused the request',
	advice: 'Change the prompt or the input before trying again.',
	retryable: false,
};

const withoutCode: Explanation = {
	message: 'The task ended without a result',
	advice: 'Try the same request again in some minutes; if that does not help, change the prompt or the input.',
	retryable: true,
};

const unknownCode: Explanation = {
	message: 'The task ended without a result',
	advice: 'Change the prompt or the input, or try another model.',
	retryable: false,
};

const longestFirst = [...failureCodes].sort((a, b) => b.code.length - a.code.length);

/** What happened to a task, whether it was charged, and what to do. */
export function adviseOnFailure(task: FailedTask, vendor: string): Advice {
	const { message, advice, isChargedFor, retryable } = explanationOf(task);
	return { message, advice: `${chargeOf(task, isChargedFor, vendor)} ${advice}`, retryable };
}

function explanationOf({ status, code, reason = '' }: FailedTask): Explanation {
	if (status === 'cancelled') return cancelled;
	if (code === undefined) return CONTENT_CHECK_WORDS.test(reason) ? refusedInWords : withoutCode;
	const shown = code.toUpperCase();
	return longestFirst.find((known) => shown === known.code || shown.startsWith(`${known.code}.`)) ?? unknownCode;
}

/** The task's own figures go before what is known of its code in general. */
function chargeOf({ facts }: FailedTask, isChargedFor: boolean | undefined, vendor: string): string {
	if (facts.refunded) return `${vendor} gave its credits back.`;
	if (facts.cost === 0) return 'Nothing was charged.';
	if (facts.cost !== undefined) return `${vendor} lists ${facts.cost} credits for it.`;
	if (isChargedFor) return 'Its credits are not given back.';
	return `${vendor} does not say whether it was charged; the usage page of the account shows it.`;
}
