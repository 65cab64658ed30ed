import type { TaskState } from '../lifecycle.ts';
import type { Dialect, Task } from '../types.ts';

/** All that a shape needs to put a task into JSON. */
export interface View {
	task: Task;
	state: TaskState;
	now: number;
	dialect: Dialect;
	/** Addresses of the result files; empty until there are any. */
	outputs: string[];
	poster: string;
	lastFrame: string;
	gif: string;
	failure?: { text: string; code: string };
}

export function text(body: unknown, field: string): string {
	if (typeof body !== 'object' || body === null) return '';
	const value: unknown = Reflect.get(body, field);
	return typeof value === 'string' ? value : '';
}
