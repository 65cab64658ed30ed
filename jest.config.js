module.exports = {
	testEnvironment: 'node',
	// Most tests wait for something, so both cores are worth using.
	maxWorkers: 2,
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// These run on a real n8n, by a command of their own.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	// Some tests read the built package, which a plain install does not bring.
	globalSetup: '<rootDir>/test/support/build.ts',
	// Only a test that hangs may fail for its time, however busy the machine is.
	testTimeout: 60_000,
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
