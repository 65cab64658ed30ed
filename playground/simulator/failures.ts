/** Words for the failure codes; the longest prefix that fits wins. */
const texts: Record<string, string> = {
	'000': 'Unexpected error. Try again with another prompt.',
	'001': 'The text did not pass moderation.',
	'002': 'The image did not pass moderation.',
	'ASSET.INVALID': 'The input has a size, format or aspect ratio that is not supported.',
	'INPUT_PREPROCESSING.INTERNAL': 'An unexpected error occurred while reading the input.',
	'INPUT_PREPROCESSING.SAFETY': 'The prompt did not pass moderation.',
	'INTERNAL': 'An unexpected error occurred.',
	'INTERNAL.BAD_OUTPUT': 'The result was rejected for its quality.',
	'SAFETY.INPUT': 'The input did not pass moderation.',
	'SAFETY.OUTPUT': 'The result did not pass moderation.',
	'THIRD_PARTY.UNAVAILABLE': 'The model is not available at the moment.',
};

export function failureText(code: string): string {
	const [prefix] = Object.keys(texts)
		.filter((candidate) => code.startsWith(candidate))
		.sort((a, b) => b.length - a.length);
	return (prefix && texts[prefix]) ?? 'Generation failed.';
}
