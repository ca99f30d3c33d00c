import { expect, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { expectCleanInThemes } from './support/clean.ts';
import { House } from './support/house.ts';
import { places } from './support/places.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, say, signIn } from './support/steps.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

test('every page is free of axe violations, in both themes, on a desktop and a phone', async ({
  browser,
}) => {
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
  const { id: taskId, latest_run_id: runId } = await project.task('SHOP-1');

  for (const place of places) {
    const path = place.path
      ?.replace(':project', project.id)
      .replace(':task', taskId)
      .replace(':run', runId ?? '');
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
