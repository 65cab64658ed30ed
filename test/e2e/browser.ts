import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { OWNER } from '../../playground/lab/client.ts';
import { installFromDebian, onPath } from '../../playground/lab/debian.ts';
import { STATE_FOLDER } from '../../playground/lab/lines.ts';

export const PICTURES = join(STATE_FOLDER, 'pictures');

/** Debian's name, Ubuntu's, and those of Google's own build, which GitHub's runners have. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const installed = () => PROGRAMS.map(onPath).find((path) => path !== undefined);

/** Chromium or Chrome; Debian's Chromium is installed when both are missing and that is allowed. */
export function chromiumPath(): string | undefined {
	if (!installed()) installFromDebian(['chromium', 'fonts-liberation']);
	return installed();
}

export async function openBrowser(executablePath: string): Promise<Browser> {
	mkdirSync(PICTURES, { recursive: true });
	const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map((feature) => `--disable-${feature}`);
	return await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet] });
}

/** A page that is logged in, and what its console complained about. */
export async function openEditor(browser: Browser, url: string): Promise<{ page: Page; complaints: string[] }> {
	const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
	page.setDefaultTimeout(20_000);
	const complaints: string[] = [];
	page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
	page.on('pageerror', (error) => complaints.push(error.message));
	await page.goto(`${url}/signin`);
	await page.fill('input[name=emailOrLdapLoginId], input[type=email]', OWNER.email);
	await page.fill('input[type=password]', OWNER.password);
	await page.keyboard.press('Enter');
	await page.waitForURL(/workflow|home/);
	complaints.length = 0;
	return { page, complaints };
}

export const byTestId = (page: Page, ...ids: string[]) => page.locator(ids.map((id) => `[data-test-id="${id}"]`).join(', '));
