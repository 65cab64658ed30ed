// Loaded into n8n: at SIGUSR2 collects all garbage, and tells how much of the heap is in use.
const { writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('SIGUSR2', () => {
	collect();
	writeFileSync(`${process.env.HEAP_FILE}.${process.pid}`, String(process.memoryUsage().heapUsed));
});
