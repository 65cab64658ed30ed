module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/*.test.ts', '<rootDir>/test/unit/**/*.test.ts'],
	setupFiles: ['<rootDir>/test/support/setup.ts'],
	modulePathIgnorePatterns: ['<rootDir>/.n8n-lab/'],
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
				module: { type: 'commonjs' },
			},
		],
	},
};
