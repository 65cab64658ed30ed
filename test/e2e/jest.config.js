export default {
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
		],
	},
	testTimeout: 180_000,
	// Keeps jest from crawling the n8n installations.
	roots: ['<rootDir>/test/e2e', '<rootDir>/playground'],
	modulePathIgnorePatterns: ['<rootDir>/playground/lab/[12]\\.x'],
	maxWorkers: 1,
};
