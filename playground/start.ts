import { OWNER } from './lab/client.ts';
import { stepPrinter } from './lab/steps.ts';
import { openWorkshop, WISHED_PORT } from './workshop.ts';

const workshop = await openWorkshop(stepPrinter()).catch((error: unknown) => {
	console.error(`\nn8n could not be started: ${error instanceof Error ? error.message : String(error)}`);
	process.exit(1);
});
const { server, simulator, workflows, videoFolder } = workshop;
const first = workflows['image-to-video-to-storage.json'];

if (server.port !== WISHED_PORT) console.log(`\nPort ${WISHED_PORT} is in use, so n8n listens on ${server.port}.`);
console.log(`
  n8n is ready:    ${server.url}/workflow/${first}
  Log in with:     ${OWNER.email}  /  ${OWNER.password}
  Then press:      Execute workflow
  The video:       ${videoFolder}

  ${simulator ? `Nothing costs money: a simulator at ${simulator.url} plays the APIs you gave no key for.` : 'The APIs are real: every run costs money.'}
  All examples:    ${server.url}/home/workflows
  Ctrl-C stops everything.
`);

let isStopping = false;
const stop = async () => {
	isStopping = true;
	console.log('\nStopping …');
	await workshop.close();
	process.exit(0);
};
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
void server.ended.then(() => {
	if (isStopping) return;
	console.error('n8n has ended by itself.');
	process.exit(1);
});
