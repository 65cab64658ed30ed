import { registerHooks } from 'node:module';

const SOURCES = /\/nodes\/Runway\/(Runway\.node|operations\/index|operations\/operation|protocols\/index)\.ts$/;

// The harness names sources, which suits jest; here the published file is tested. And as n8n-core loads the CommonJS
// n8n-workflow, all others have to, or the two copies would not know each other's errors.
registerHooks({
	resolve(specifier, context, next) {
		if (specifier === 'n8n-workflow') return next(specifier, { ...context, conditions: ['node', 'require'] });
		if (!SOURCES.test(specifier)) return next(specifier, context);
		return next(new URL('./builtNode.ts', import.meta.url).href, context);
	},
});
