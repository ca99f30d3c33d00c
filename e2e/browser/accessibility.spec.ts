import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { consoleText } from '../../apps/web/src/text/runs.ts';
import { tasks } from '../../apps/web/src/text/tasks.ts';
import { House } from './support/house.ts';
import { createProject, picture, say, signIn } from './support/steps.ts';

const screens = [
  { name: 'desktop', viewport: { width: 1440, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
];

async function expectClean(page: Page, name: string): Promise<void> {
  // Content that fades in is measured at its end.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await picture(page, name);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const lines = violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
  expect(lines, name).toEqual([]);
}

test('every page is free of axe violations, in both themes, on a desktop and a phone', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  await using house = await House.build();
  const context = await browser.newContext({ viewport: screens[0]?.viewport ?? null });
  const page = await context.newPage();
  await page.goto(`${house.url}/sign-in`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectClean(page, 'axe-sign-in');
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  await say(page, 'Run the tests');
  await expect(page.getByText('is ready for your review')).toBeVisible();
  const dashboard = page.url();
  await page.getByRole('button', { name: 'SHOP-1: Run the tests' }).click();
  await expect(page).toHaveURL(/task=/);
  const taskId = new URL(page.url()).searchParams.get('task');

  for (const scheme of ['dark', 'light'] as const) {
    for (const { name, viewport } of screens) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(viewport);
      const label = (what: string) => `axe-${what}-${name}-${scheme}`;
      await page.goto(`${house.url}/projects`);
      await expect(page.getByText('Shop').first()).toBeVisible();
      await expectClean(page, label('projects'));
      await page.goto(dashboard);
      await expect(page.getByText('SHOP-1').first()).toBeVisible();
      const talk = page.getByRole('log', { name: chat.log });
      if (name === 'desktop') await expect(talk).toContainText('is ready for your review');
      if (name === 'desktop')
        await expect(page.getByRole('log', { name: consoleText.region })).toContainText('cart');
      await expectClean(page, label('dashboard'));
      await page.goto(`${dashboard}?task=${taskId}`);
      await expect(page.getByRole('button', { name: tasks.moves.approve, exact: true }).last()).toBeVisible();
      await expectClean(page, label('task'));
      await page.goto(`${dashboard}/state`);
      await expect(page.getByText('last_completed')).toBeVisible();
      await expectClean(page, label('state'));
      await page.goto(`${dashboard}/agents`);
      await expect(page.getByText('qa').first()).toBeVisible();
      await expectClean(page, label('agents'));
      await page.goto(`${house.url}/settings`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectClean(page, label('settings'));
    }
  }
  await context.close();
});
