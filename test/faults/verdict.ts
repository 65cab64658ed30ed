import { inspect } from 'node:util';
import type { INodeExecutionData } from 'n8n-workflow';
import { readBinary, type Result } from '../support/engine/engine.ts';
import { type Stage, submissions } from './stage.ts';

/** What one fault has led to; the simulator's ledger says what was charged. */
export interface Verdict {
	/** Wishes or tasks that met the fault. */
	injected: number;
	charged: number;
	/** The most charges that one wish has led to. */
	perWish: number;
	/** Charged tasks whose own file reached the output. */
	delivered: number;
	/** Wishes of which the user is told that their outcome is unknown. */
	told: number;
	/** Charged tasks of which neither an id nor a word is left. */
	lost: number;
	secrets: number;
}

export async function judge(stage: Stage): Promise<Verdict> {
	const { charges } = stage.simulator.ledger;
	const told = sum(stage.results.map(toldIn));
	const log = stage.results.flatMap(({ logs }) => logs).filter((line) => line.startsWith('Runway task accepted'));
	const traces = stage.results.map((result) => (isUnsaved(result) ? log.join() : JSON.stringify(result.run.data)));
	const untraced = charges.filter(({ taskId }) => !traces.some((trace) => trace.includes(taskId)));
	return {
		injected: injectedInto(stage),
		charged: charges.length,
		perWish: Math.max(0, ...counts(charges.map(({ body }) => JSON.stringify(body))).values()),
		delivered: await countDelivered(stage),
		told,
		lost: Math.max(0, untraced.length - told),
		secrets: secretsIn(stage),
	};
}

/** After Stop n8n 2.x saves nothing of the running node, and after a kill nobody can: only the node's own log line counts. */
function isUnsaved({ run, error }: Result): boolean {
	return run.status === 'crashed' || error?.message === 'The execution was stopped';
}

function outputsOf({ run }: Result): INodeExecutionData[] {
	const runs = run.data.resultData.runData.Runway ?? [];
	return runs.flatMap(({ data }) => (data?.main ?? []).flatMap((branch) => branch ?? []));
}

async function countDelivered({ simulator, results }: Stage): Promise<number> {
	const delivered = new Set<string>();
	for (const { json, binary } of results.flatMap(outputsOf)) {
		const task = simulator.tasks.get(String(json.taskId));
		if (json.status !== 'succeeded' || !task || !binary?.data) continue;
		const isWhole = binary.data.bytes === (task.steering.fileSize ?? simulator.fileFor(task.id).length);
		if (isWhole && (task.steering.fileSize || (await readBinary(binary.data)).equals(simulator.fileFor(task.id)))) delivered.add(task.id);
	}
	return delivered.size;
}

function toldIn(result: Result): number {
	const items = outputsOf(result).filter(({ json }) => /"mayBePaid":true/.test(JSON.stringify(json))).length;
	const { message = '', description } = result.error ?? {};
	const others = description?.match(/item \d+: unknown/g)?.length ?? 0;
	const byTool = JSON.stringify(result.run.data.resultData.runData.Agent ?? '').match(/It is unknown whether/g)?.length ?? 0;
	return items + byTool + (others || Number(message.startsWith('It is unknown whether')));
}

/** The canary key in what n8n saves or logs, and in what other hosts than the API were sent. */
function secretsIn({ key, simulator, results }: Stage): number {
	const sentElsewhere = simulator.requests.filter(({ origin, path }) => origin === 'files' || path.startsWith('/results'));
	const whole = { depth: Infinity, showHidden: true, maxStringLength: null, maxArrayLength: null };
	const texts = [JSON.stringify(sentElsewhere), ...results.flatMap(({ run, logs, error }) => [inspect([run, error], whole), JSON.stringify(run), ...logs])];
	const secret = key.replace(/^sk-/, '');
	const forms = [secret, Buffer.from(key).toString('base64').replace(/=+$/, '')];
	const signatures = results.flatMap(({ logs, error }) => [...logs, error?.message ?? '', error?.description ?? '']);
	return (
		texts.filter((text) => forms.some((form) => text.includes(form))).length +
		sentElsewhere.filter(({ headers }) => headers.authorization !== undefined).length +
		signatures.filter((text) => text.includes('simulated-signature')).length
	);
}

/** Counts the wishes and the tasks that met a fault, from the directives that asked for it. */
function injectedInto(stage: Stage): number {
	const { requests, tasks } = stage.simulator;
	const posted = submissions(stage).map(({ body }) => JSON.stringify(body ?? ''));
	const wishes = new Set(posted.filter((body) => /\bsubmit=/.test(body))).size + posted.filter((body) => body === '""').length;
	const hit = [...tasks.values()].filter(({ id, directives }) => {
		const about = requests.filter(({ path, query, body }) => `${path}${JSON.stringify([query, body])}`.includes(id));
		const files = about.filter(({ path }) => path.startsWith('/results')).length;
		const { read, file, gif } = directives;
		return STATES.some((name) => name in directives) || (read && about.length > files) || ((file || gif) && files > 0);
	});
	return wishes + hit.length;
}

const STATES = ['fail', 'status', 'nourl', 'url', 'missing', 'forgetAt', 'progressBack'];

const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);

function counts(values: string[]): Map<string, number> {
	const found = new Map<string, number>();
	for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
	return found;
}
