import type { Caller } from './callbacks.ts';
import type { Damage } from './http.ts';
import type { Store } from './store.ts';
import type { Answer } from './types.ts';

/** What every route works with. */
export interface Vendor {
	store: Store;
	caller: Caller;
	filesUrl: string;
}

/** An answer and what happens to it on its way. */
export interface Reply {
	answer: Answer;
	damage?: Damage;
}
