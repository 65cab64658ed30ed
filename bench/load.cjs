// Prints the milliseconds that loading all nodes and credentials of a package takes.
const { readFileSync } = require('node:fs');
const { basename, join } = require('node:path');
require('n8n-workflow');

const folder = process.argv[2];
const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const startedAtMs = performance.now();
for (const file of [...(n8n.nodes ?? []), ...(n8n.credentials ?? [])]) {
	const Class = require(join(folder, file))[basename(file).split('.')[0]];
	new Class();
}
console.log(performance.now() - startedAtMs);
