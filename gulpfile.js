const { spawnSync } = require('node:child_process');
const { mkdirSync, readFileSync, rmSync, writeFileSync, existsSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { dest, parallel, series, src } = require('gulp');

const registry = join(__dirname, 'dist/nodes/Runway/operations/index.js');
const schema = join(__dirname, 'nodes/Runway/__schema__/task.json');
const schemaFolder = join(__dirname, 'dist/nodes/Runway/__schema__/v1.0.0');

const remove = (folder) => rmSync(join(__dirname, folder), { recursive: true, force: true });

async function clearDist() {
	remove('dist');
}

async function clean() {
	remove('dist');
	remove('.n8n-lab');
}

async function compile() {
	const typescript = join(__dirname, 'node_modules/typescript/bin/tsc');
	const { status } = spawnSync(process.execPath, [typescript, '-p', __dirname], { stdio: 'inherit' });
	if (status !== 0) throw new Error('The package does not compile');
}

function copy() {
	return src('nodes/**/*.{svg,node.json}', { encoding: false }).pipe(dest('dist/nodes'));
}

/** n8n looks an output schema up by resource and operation; all operations share one shape, so one source serves them all. */
async function schemas() {
	if (!existsSync(registry) || !existsSync(schema)) return;
	const text = JSON.stringify(JSON.parse(readFileSync(schema, 'utf8')));
	for (const { resource, option } of require(registry).operations) {
		const file = join(schemaFolder, resource, `${option.value}.json`);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
	}
}

exports.clean = clean;
exports.build = series(clearDist, compile, parallel(copy, schemas));
exports.default = exports.build;
