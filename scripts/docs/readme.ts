interface Row {
	resource: string;
	option: { name: string; description: string };
}

/** The README's table of operations, with the requests that the operations themselves make. */
export function operationsTable(operations: Row[], resources: Array<{ name: string; value: string }>, requestOf: (row: Row) => string): string {
	const rows = resources.flatMap(({ name, value }) =>
		operations
			.filter(({ resource }) => resource === value)
			.sort((a, b) => a.option.name.localeCompare(b.option.name))
			.map((operation) => `| ${name} | ${operation.option.name} | ${operation.option.description} | ${requestOf(operation)} |`),
	);
	return ['| Resource | Operation | What it does | Request |', '|---|---|---|---|', ...rows].join('\n');
}

/** Replaces what stands between two markers of a page. */
export function between(page: string, marker: string, text: string): string {
	const [start, end] = [`<!-- ${marker}:start -->`, `<!-- ${marker}:end -->`];
	const [from, to] = [page.indexOf(start), page.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`The page has no place for “${marker}”`);
	return `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`;
}
