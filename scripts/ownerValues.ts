/** The files that hold what only the owner of the package can decide. */
export interface OwnerFiles {
	manifest: string;
	readme: string;
	license: string;
}

/** What stands there still for the owner to fill in, as advice. */
export function missingOwnerValues({ manifest, readme, license }: OwnerFiles): string[] {
	const { author } = JSON.parse(manifest) as { author?: { name?: string; email?: string } };
	const checks: Array<[isMissing: boolean, advice: string]> = [
		[manifest.includes('github.com/OWNER/'), 'package.json: put your GitHub account in the place of OWNER (homepage, repository, bugs)'],
		[readme.includes('github.com/OWNER/'), 'README.md: put your GitHub account in the place of OWNER'],
		[!author?.name || !author.email || author.email.endsWith('.example'), 'package.json: put your name and an address that reaches you into author'],
		[!/^Copyright \(c\) \d{4}(?:[-–]\d{4})? \S/m.test(license), 'LICENSE: name the year and who holds the copyright'],
	];
	return checks.filter(([isMissing]) => isMissing).map(([, advice]) => advice);
}
