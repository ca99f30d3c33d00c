import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import { projectId, uuid } from './mock/fixtures/ids.ts';
import { startMock } from './mock/server.ts';

/** Takes pictures of every page in both themes and sizes, and runs axe on each: `npx tsx apps/web/test/look.ts FOLDER [name…]`. */
const [folder = '/tmp/look', ...only] = process.argv.slice(2);
const dashboard = `/projects/${projectId}`;
const pages: Record<string, string> = {
  dashboard,
  'dashboard-runs': `${dashboard}?view=runs`,
  'dashboard-chat': `${dashboard}?view=chat`,
  task: `${dashboard}?task=${uuid(5, 7)}`,
  'task-diff': `${dashboard}?task=${uuid(5, 7)}&tab=diff`,
  'task-history': `${dashboard}?task=${uuid(5, 7)}&tab=history`,
  'task-runs': `${dashboard}?task=${uuid(5, 12)}&tab=runs`,
  run: `${dashboard}/runs/${uuid(6, 2)}`,
  'run-console': `${dashboard}/runs/${uuid(6, 1)}?tab=console`,
  'run-evidence': `${dashboard}/runs/${uuid(6, 5)}?tab=evidence`,
  'run-changes': `${dashboard}/runs/${uuid(6, 3)}?tab=changes`,
  'run-files': `${dashboard}/runs/${uuid(6, 5)}?tab=files`,
  'run-attempts': `${dashboard}/runs/${uuid(6, 5)}?tab=attempts`,
  'run-long': `${dashboard}/runs/${uuid(6, 6)}`,
  review: `${dashboard}/review/SHOP-7`,
  'review-line': `${dashboard}/review/SHOP-7#src/auth/session.ts:L15`,
  'review-flags': `${dashboard}/review/${uuid(6, 5)}`,
  merges: `${dashboard}/merges`,
  'task-merged': `${dashboard}?task=${uuid(5, 8)}`,
  why: `${dashboard}/why?path=src/auth/session.ts&line=15`,
  'why-short': `${dashboard}/why?path=old.ts&line=1`,
  projects: '/projects',
  'projects-import': '/projects?import=1',
  specs: `${dashboard}/specs`,
  spec: `${dashboard}/specs/${uuid(14, 2)}`,
  inbox: '/inbox',
  'board-filtered': `${dashboard}?type=test,code_change&waiting=1`,
  state: `${dashboard}/state`,
  'state-compare': `${dashboard}/state?compare=30&version=40`,
  'state-blame': `${dashboard}/state?view=blame`,
  'state-notes': `${dashboard}/state?view=notes`,
  'project-settings': `${dashboard}/settings`,
  agents: `${dashboard}/agents`,
  runners: '/runners',
  settings: '/settings',
  'sign-in': '/sign-in',
};
const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

async function scan(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  for (const { id, impact, nodes } of violations) {
    console.log(
      `${name}: ${id} (${impact}) × ${nodes.length}\n    ${nodes[0]?.html.slice(0, 220)}\n    ${nodes[0]?.failureSummary?.replaceAll('\n', ' ').slice(0, 300)}`,
    );
  }
}

mkdirSync(folder, { recursive: true });
const mock = await startMock();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
  ],
});
for (const theme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(sizes)) {
    const context = await browser.newContext({
      viewport,
      colorScheme: theme,
      hasTouch: size === 'phone',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.log('PAGE ERROR', error.message));
    page.on('console', (entry) =>
      entry.type() === 'error' ? console.log('CONSOLE', entry.text().slice(0, 300)) : undefined,
    );
    for (const [name, path] of Object.entries(pages)) {
      if (only.length > 0 && !only.includes(name)) continue;
      if (size === 'wide' && /dashboard-/.test(name)) continue;
      await page.goto(mock.url + path);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.waitForTimeout(500);
      await page.screenshot({ path: `${folder}/${name}-${size}-${theme}.png` });
      await scan(page, `${name}-${size}-${theme}`);
    }
    await context.close();
  }
}
await browser.close();
mock.close();
