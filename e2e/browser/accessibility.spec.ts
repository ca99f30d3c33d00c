import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { House } from './support/house.ts';
import { places } from './support/places.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, say, signIn } from './support/steps.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

async function expectClean(page: Page, name: string, choose: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  // No page has frames, so the results need no page of their own to be joined on.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await choose(axe).analyze();
  const lines = violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
  expect.soft(lines, name).toEqual([]);
}

/** Nothing may be cut off at the side, nor make the page slide under a thumb. */
async function expectNoSideScroll(page: Page, name: string): Promise<void> {
  const excess = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect.soft(excess, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Between two themes of one page only the colours differ, and between two screens all but the colours. */
async function expectCleanInThemes(page: Page, place: string, screen: 'desktop' | 'phone'): Promise<void> {
  const name = `axe-${place}-${screen}`;
  await expectNoSideScroll(page, name);
  // Content that fades in is measured at its end.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await picture(page, `${name}-dark`);
  await expectClean(page, name, (axe) => (screen === 'phone' ? axe.disableRules('color-contrast') : axe));
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await picture(page, `${name}-light`);
  if (screen !== 'phone') await expectClean(page, `${name}-light`, (axe) => axe.withRules('color-contrast'));
}

test('every page is free of axe violations, in both themes, on a desktop and a phone', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  await using house = await House.build();
  const context = await browser.newContext({ viewport: desktop });
  const page = await context.newPage();
  await page.goto(`${house.url}/sign-in`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectCleanInThemes(page, 'sign-in', 'desktop');
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  const project = new ProjectApi(page);
  await say(page, 'Run the tests');
  await expect(page.getByText('is ready for your review')).toBeVisible();
  for (const title of ['Paint the door', 'Mend the roof'])
    await project.addTask({ title, agent: 'frontend' });
  await say(page, 'cancel one of the tasks');
  await expect(page.getByText(chat.question)).toBeVisible();
  const { id: taskId } = await project.task('SHOP-1');

  for (const place of places) {
    const path = place.path?.replace(':project', project.id).replace(':task', taskId);
    await page.setViewportSize(desktop);
    if (path !== undefined) await page.goto(`${house.url}${path}`);
    await place.arrive(page);
    await expectCleanInThemes(page, place.name, 'desktop');
    await page.setViewportSize(phone);
    await place.again?.(page);
    await expectCleanInThemes(page, place.name, 'phone');
  }
  await context.close();
});
