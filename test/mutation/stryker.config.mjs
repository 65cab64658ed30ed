/** How strong the unit tests are: the sources are broken at one place after the other, and some test has to notice. */
export default {
	mutate: ['nodes/Runway/{task,protocols}/*.ts', 'nodes/Runway/operations/check*.ts'],
	mutator: {
		// Most texts are words for the user, whose test could only repeat them; those that decide something stand in the rows of tests anyway.
		excludedMutations: ['StringLiteral'],
	},
	testRunner: 'jest',
	plugins: ['@stryker-mutator/jest-runner'],
	jest: {
		configFile: 'jest.config.js',
		config: {
			roots: ['<rootDir>/nodes', '<rootDir>/test'],
			testMatch: ['<rootDir>/test/mutation/unitTests.ts'],
			globalSetup: null,
			setupFiles: [],
		},
		enableFindRelatedTests: false,
	},
	coverageAnalysis: 'perTest',
	concurrency: 2,
	warnings: { slow: false },
	thresholds: { high: 95, low: 90, break: 90 },
	reporters: ['progress', 'clear-text'],
	clearTextReporter: { logTests: false, reportTests: false },
	// The installations of n8n need not be copied, and the copy is removed by `npm run clean` where a run was broken off.
	ignorePatterns: ['.n8n-lab', 'dist'],
	tempDirName: '.n8n-lab/mutation',
	disableTypeChecks: false,
};
