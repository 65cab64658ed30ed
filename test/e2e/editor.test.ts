import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { manualTrigger, node, runway, RUNWAY_TRIGGER, workflow } from '../../playground/lab/workflow.ts';
import { byTestId, chromiumPath, openBrowser, openEditor, PICTURES } from './browser.ts';
import { openStage, type Stage } from './stage.ts';
import { lines } from './support.ts';

const chromium = chromiumPath();
if (!chromium) process.stderr.write('Skipped: the editor in a browser, because this machine has no Chromium and it could not be installed\n');

/** n8n's own pages ask the internet for things that a closed network does not give. */
const NOT_OURS = /Failed to load resource|net::ERR|ResizeObserver|posthog|sentry|telemetry/i;

(chromium ? describe.each(lines) : describe.skip.each(lines))('the editor of n8n %s', (line) => {
	let stage: Stage;
	let browser: Browser;
	let page: Page;
	let complaints: string[];
	const picture = async (name: string) => await page.screenshot({ path: join(PICTURES, `${line}-${name}.png`) });

	beforeAll(async () => {
		stage = await openStage(line);
		stage.simulator.setScenario({ seconds: 1 });
		browser = await openBrowser(String(chromium));
		({ page, complaints } = await openEditor(browser, stage.lab.server.url));
	});
	afterAll(async () => {
		await browser?.close();
		await stage?.close();
	});
	afterEach(() => {
		expect(complaints.filter((complaint) => !NOT_OURS.test(complaint))).toEqual([]);
	});

	it('finds the node in the panel and lists its actions by resource', async () => {
		await page.goto(`${stage.lab.server.url}/workflow/new`);
		await byTestId(page, 'canvas-plus-button', 'canvas-add-button').first().click();
		const search = byTestId(page, 'node-creator-search-bar');
		await search.fill('manual');
		await page.getByText(/trigger manually|manual trigger/i).first().click();
		await byTestId(page, 'node-creator-plus-button').click();
		await search.fill('runway');
		await byTestId(page, 'item-iterator-item').filter({ hasText: 'Runway' }).first().click();
		await page.getByText('Generate video from image', { exact: true }).waitFor();
		const panel = (await byTestId(page, 'node-creator').innerText()).toLowerCase();
		for (const heading of ['video actions', 'image actions', 'pro video actions', 'task actions', 'ai video actions']) {
			expect(panel).toContain(heading);
		}
		expect(panel).toContain('actions (16)');
		await picture('actions');
	});

	it('fills Generate From Image, executes it and plays the video', async () => {
		await page.getByText('Generate video from image', { exact: true }).click();
		await byTestId(page, 'parameter-input-promptImage').locator('input').fill('https://example.com/cat.jpg');
		await byTestId(page, 'parameter-input-promptText').locator('textarea').fill('The cat yawns');
		await byTestId(page, 'node-execute-button').click();
		await page.getByText('video/mp4').first().waitFor({ timeout: 40_000 });
		await byTestId(page, 'ndv-view-binary-data').first().click();
		await page.locator('video').first().waitFor();
		await picture('output');
		expect(stage.simulator.ledger.charges).toHaveLength(1);
		await expectPlainWords();
	});

	it.each([
		['proVideo', 'generate', ['CometAPI', 'Prompt', 'Image URL', 'When Submitted']],
		['aiVideo', 'imageToVideo', ['AI Video API', 'Image Source', 'Prompt', 'When Submitted']],
		['task', 'wait', ['CometAPI', 'Format', 'Task ID']],
	])('shows the fields and the credential of %s > %s', async (resource, operation, labels) => {
		const shown = runway('Runway', { resource, operation }, { credentials: stage.credentials });
		const saved = await stage.lab.client.createWorkflow(workflow(`${resource} ${operation}`, [manualTrigger(), shown]));
		await page.goto(`${stage.lab.server.url}/workflow/${saved.id}`);
		await byTestId(page, 'canvas-node').filter({ hasText: ': ' }).first().dblclick();
		const panel = byTestId(page, 'ndv', 'node-parameters').first();
		await panel.waitFor();
		for (const label of labels) await panel.getByText(label, { exact: false }).first().waitFor();
		await picture(`${resource}-${operation}`);
		await expectPlainWords();
	});

	it('lets the API of the trigger be chosen, and says where its URL is', async () => {
		const trigger = node('Trigger', RUNWAY_TRIGGER, { api: 'pro' }, { credentials: stage.credentials, webhookId: 'shown' });
		const saved = await stage.lab.client.createWorkflow(workflow('Trigger', [trigger]));
		await page.goto(`${stage.lab.server.url}/workflow/${saved.id}`);
		await byTestId(page, 'canvas-node').filter({ hasText: 'Trigger' }).first().dblclick();
		const panel = byTestId(page, 'ndv', 'node-parameters').first();
		await panel.getByText('Open “Webhook URLs” at the top').waitFor();
		await byTestId(page, 'parameter-input-api').click();
		await page.getByText('Tasks of the resources Video and Image').click();
		await page.getByText('Tasks of the resources Video and Image').waitFor({ state: 'hidden' });
		expect(await byTestId(page, 'parameter-input-api').locator('input').inputValue()).toBe('CometAPI (Video and Image)');
		await picture('trigger');
		await expectPlainWords();
	});

	async function expectPlainWords() {
		const shown = await byTestId(page, 'ndv', 'node-parameters').first().innerText();
		expect(shown).not.toMatch(/undefined|\[object|imageToVideo|callback_url|additionalFields/);
	}
});
