export interface CodeAdvice {
	/** A code of the API, or the start of its more detailed forms: `SAFETY.INPUT` stands for `SAFETY.INPUT.TEXT` too. */
	code: string;
	message: string;
	advice: string;
	/** Set where the API says so. */
	isChargedFor?: true;
	/** Whether the same request may succeed when it is made again, unchanged. */
	retryable: boolean;
}

/** Given by a protocol when a task says it succeeded and names no file. */
export const NO_OUTPUT = 'NO_OUTPUT';

/** The first that fits a task's code counts, so a more detailed one stands before its start. */
export const failureCodes: CodeAdvice[] = [
	{
		code: 'SAFETY.INPUT',
		message: 'The content check refused the prompt or a file',
		advice: 'Change the prompt, the image or the video; the same request is refused again.',
		isChargedFor: true,
		retryable: false,
	},
	{
		code: 'SAFETY.OUTPUT',
		message: 'The content check refused the result',
		advice: 'Change the prompt or the input before trying again.',
		retryable: false,
	},
	{
		code: 'SAFETY',
		message: 'The content check refused the request',
		advice: 'Change the prompt or the input before trying again.',
		retryable: false,
	},
	{
		code: 'INPUT_PREPROCESSING.SAFETY',
		message: 'The content check refused the prompt',
		advice: 'Change the prompt; the same one is refused again.',
		retryable: false,
	},
	{
		code: 'INPUT_PREPROCESSING.INTERNAL',
		message: 'The input could not be prepared because of trouble at the API',
		advice: 'Try the same request again in some minutes.',
		retryable: true,
	},
	{
		code: 'INTERNAL.BAD_OUTPUT',
		message: 'The result was too poor to be delivered',
		advice: 'Change the prompt or the input; text or graphics laid over the input image are a common cause.',
		retryable: false,
	},
	{
		code: 'INTERNAL',
		message: 'The API had trouble while it worked on the task',
		advice: 'Try the same request again in some minutes.',
		retryable: true,
	},
	{
		code: 'ASSET.INVALID',
		message: 'An input file cannot be used',
		advice: 'Check the size, format and aspect ratio of the image or video.',
		retryable: false,
	},
	{
		code: 'THIRD_PARTY.UNAVAILABLE',
		message: 'The company behind this model is not available at the moment',
		advice: 'Try again in some minutes, or choose another model.',
		retryable: true,
	},
	{
		code: '000',
		message: 'The video could not be made, for a reason the API did not expect',
		advice: 'Try again with another prompt.',
		retryable: false,
	},
	{
		code: '001',
		message: 'The content check refused the prompt',
		advice: 'Change the prompt; the same one is refused again.',
		retryable: false,
	},
	{
		code: '002',
		message: 'The content check refused the image',
		advice: 'Use another image; the same one is refused again.',
		retryable: false,
	},
	{
		code: NO_OUTPUT,
		message: 'The task finished without a file',
		advice: 'Read the task once more; if there is still no file, ask the API’s support, as it may be charged.',
		retryable: false,
	},
];
