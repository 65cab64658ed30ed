import { OWNER } from './lab/client.ts';
import { stepPrinter } from './lab/steps.ts';
import { openWorkshop, WISHED_PORT } from './workshop.ts';

const workshop = await openWorkshop(stepPrinter()).catch((error: unknown) => {
	console.error(`\nn8n could not be started: ${error instanceof Error ? error.message : String(error)}`);
	process.exit(1);
});
const { server, simulator, workflows, videoFolder } = workshop;
const first = workflows['image-to-video-to-storage.json'];
const paid = Object.entries({ CometAPI: process.env['COMETAPI_KEY'], 'AI Video API': process.env['AIVIDEOAPI_KEY'] }).flatMap(([name, key]) => (key ? [name] : []));
const costs = [
	paid.length > 0 && `You gave a key for ${paid.join(' and ')}: every run of an example that uses it costs money.`,
	simulator && `${paid.length > 0 ? 'For the rest' : 'Nothing costs money:'} a simulator at ${simulator.url} plays the API${paid.length > 0 ? ' you gave no key for' : 's'}.`,
].filter(Boolean);

if (server.port !== WISHED_PORT) console.log(`\nPort ${WISHED_PORT} is in use, so n8n listens on ${server.port}.`);
console.log(`
  n8n is ready:    ${server.url}/workflow/${first}
  Log in with:     ${OWNER.email}  /  ${OWNER.password}
  Then press:      Execute workflow
  The video:       ${videoFolder}

  ${costs.join('\n  ')}
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
