import './useBuilt.ts';

const { startWorkflow } = await import('../support/engine/engine.ts');
const { parametersOf } = await import('../support/engine/parameters.ts');

// Runs a workflow until it is killed; what it prints is its log file.
const [baseUrl = '', apiKey = ''] = process.argv.slice(2);
startWorkflow({
	credentials: { cometApiRunwayApi: { apiKey, baseUrl } },
	parameters: parametersOf('proVideo.generate', { prompt: '={{ $json.prompt }}' }, {}),
	items: [1, 2, 3].map((wish) => ({ json: { prompt: `wish ${wish} sim(seconds=3000)` } })),
	onLog: (line) => void process.stdout.write(`${line}\n`),
});
