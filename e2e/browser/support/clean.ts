import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { picture } from './steps.ts';

async function expectClean(page: Page, name: string, choose: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  // No page has frames, so the results need no page of their own to be joined on; what is in order is not told of.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await choose(axe).analyze();
  const lines = violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
  expect.soft(lines, name).toEqual([]);
}

/** Nothing may be cut off at the side, nor make the page slide under a thumb. */
async function expectNoSideScroll(page: Page, name: string): Promise<void> {
  const root = 'document.documentElement';
  const excess = () => page.evaluate<number>(`${root}.scrollWidth - ${root}.clientWidth`);
  // The page may still be on its way from the size that it had on a desktop.
  await expect.soft.poll(excess, { message: `${name} is wider than the screen` }).toBeLessThanOrEqual(0);
}

/** Safari on a phone enlarges the page around a field with smaller letters, and leaves it so. */
async function expectLargeFields(page: Page, name: string): Promise<void> {
  const sizes = () =>
    page.evaluate<string[]>(
      `Array.from(document.querySelectorAll('input, select, textarea'), (field) => getComputedStyle(field).fontSize)`,
    );
  const small = async () => (await sizes()).filter((size) => Number.parseFloat(size) < 16);
  await expect.soft.poll(small, { message: `${name} has fields that a phone enlarges` }).toEqual([]);
}

/** Between two themes of one page only the colours differ, and between two screens all but the colours. */
export async function expectCleanInThemes(
  page: Page,
  place: string,
  screen: 'desktop' | 'phone',
): Promise<void> {
  const name = `axe-${place}-${screen}`;
  await expectNoSideScroll(page, name);
  if (screen === 'phone') await expectLargeFields(page, name);
  // Content that fades in is measured at its end.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await picture(page, `${name}-dark`);
  await expectClean(page, name, (axe) => (screen === 'phone' ? axe.disableRules('color-contrast') : axe));
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await picture(page, `${name}-light`);
  if (screen !== 'phone') await expectClean(page, `${name}-light`, (axe) => axe.withRules('color-contrast'));
}
