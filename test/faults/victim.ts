import './useBuilt.ts';

const { startWorkflow } = await import('../support/engine/engine.ts');
const { parametersOf } = await import('../support/engine/parameters.ts');

// Runs a workflow until it is killed; what it prints is its log file.
const [baseUrl = '', apiKey = '', prompts = '[]'] = process.argv.slice(2);
startWorkflow({
	credentials: { cometApiRunwayApi: { apiKey, baseUrl } },
	parameters: parametersOf('proVideo.generate', { prompt: '={{ $json.prompt }}' }, {}),
	items: JSON.parse(prompts).map((prompt: string) => ({ json: { prompt } })),
	onLog: (line) => void process.stdout.write(`${line}\n`),
});
