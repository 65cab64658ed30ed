// Loaded into n8n: at SIGUSR2 collects all garbage, and tells how much of the heap is in use.
const { writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
// Node drops code that was not run for some rounds, which would look like memory won.
const ROUNDS = 10;
const collect = runInNewContext('gc');

process.on('SIGUSR2', () => {
	for (let round = 0; round < ROUNDS; round++) collect();
	writeFileSync(`${process.env.HEAP_FILE}.${process.pid}`, String(process.memoryUsage().heapUsed));
});
