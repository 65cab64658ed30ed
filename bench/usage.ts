import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');
const TICK_MS = 10;
const SAMPLE_MS = 25;

/** User and system time a process has used so far. */
export function cpuMs(pid: number): number {
	if (!hasProc) return clockToMs(ps(pid, 'time'));
	// The command's name may hold blanks and stands in brackets; what follows it is numbers.
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

export function residentMegabytes(pid: number): number {
	const kilobytes = hasProc ? /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] : ps(pid, 'rss');
	return Number(kilobytes) / 1024;
}

/** How far the resident memory of a process rises above where it stood before the work. */
export async function growthMegabytes(pid: number, work: () => Promise<unknown>): Promise<number> {
	const before = residentMegabytes(pid);
	let peak = before;
	const timer = setInterval(() => (peak = Math.max(peak, residentMegabytes(pid))), SAMPLE_MS);
	await work().finally(() => clearInterval(timer));
	return peak - before;
}

const ps = (pid: number, column: string) => execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();

const clockToMs = (clock: string) => clock.split(':').reduce((total, part) => total * 60 + Number(part), 0) * 1_000;
