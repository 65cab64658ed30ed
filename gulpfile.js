const { spawnSync } = require('node:child_process');
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const nodeFolder = join(__dirname, 'dist/nodes/Runway');
const nodes = ['Runway', 'RunwayTrigger'];
const schema = join(__dirname, 'nodes/Runway/__schema__/task.json');
const schemaFolder = join(nodeFolder, '__schema__/v1.0.0');

const remove = (folder) => rmSync(join(__dirname, folder), { recursive: true, force: true });

async function clearDist() {
	remove('dist');
}

async function clean() {
	remove('dist');
	remove('.n8n-lab');
}

async function checkTypes() {
	const typescript = join(__dirname, 'node_modules/typescript/bin/tsc');
	const { status } = spawnSync(process.execPath, [typescript, '-p', __dirname, '--noEmit'], { stdio: 'inherit' });
	if (status !== 0) throw new Error('The package does not compile');
}

/** n8n loads every node at each start: the sources as one file take a fifth of the time that they take one by one. */
async function compile() {
	const options = { format: 'cjs', platform: 'node', target: 'node20', charset: 'utf8', logLevel: 'warning' };
	await build({
		...options,
		bundle: true,
		entryPoints: ['nodes/Runway/index.ts'],
		external: ['n8n-workflow'],
		outfile: 'dist/nodes/Runway/index.js',
	});
	await build({ ...options, entryPoints: ['credentials/*.ts'], outdir: 'dist/credentials' });
	for (const node of nodes) writeFileSync(join(nodeFolder, `${node}.node.js`), "module.exports = require('./index.js');\n");
}

function copy() {
	return src('nodes/**/*.{svg,node.json}', { encoding: false }).pipe(dest('dist/nodes'));
}

/** n8n looks an output schema up by resource and operation; all operations share one shape, so one source serves them all. */
async function schemas() {
	const text = JSON.stringify(JSON.parse(readFileSync(schema, 'utf8')));
	for (const { resource, option } of require(nodeFolder).operations) {
		const file = join(schemaFolder, resource, `${option.value}.json`);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
	}
}

exports.clean = clean;
exports.build = series(clearDist, parallel(checkTypes, compile), parallel(copy, schemas));
exports.default = exports.build;
