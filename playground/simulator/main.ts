import { parseArgs } from 'node:util';
import { startSimulator } from './index.ts';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '4010' },
		'files-port': { type: 'string', default: '4011' },
		host: { type: 'string', default: '127.0.0.1' },
		scenario: { type: 'string', default: 'default' },
	},
});

const simulator = await startSimulator({
	port: Number(values.port),
	filesPort: Number(values['files-port']),
	host: values.host,
	scenario: values.scenario,
});
console.log(`Simulator: CometAPI and AI Video API at ${simulator.url}, result files at ${simulator.filesUrl}`);

const stop = (): void => void simulator.close();
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
