import { expect, type Page, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { projects, repositories } from '../../apps/web/src/text/projects.ts';
import { session, setup } from '../../apps/web/src/text/session.ts';
import { expectCleanInThemes } from './support/clean.ts';
import { House } from './support/house.ts';
import type { Place } from './support/place.ts';
import { places } from './support/places.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, say, signIn } from './support/steps.ts';
import { addTalk } from './support/talk-places.ts';

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
  const { id: task, latest_run_id: run } = await project.task('SHOP-1');
  const ids: Record<string, string> = {
    ...{ project: project.id, task, run: run ?? '' },
    ...(await addTalk(project)),
    prompt: await project.prompt(),
  };

  const visits = groupsOf(places);
  const walk = async (page: Page): Promise<void> => {
    for (let group = visits.shift(); group !== undefined; group = visits.shift())
      for (const place of group) await visit(page, place, house.url, ids);
  };
  // Two pages at once: looking at one keeps one core busy, and nothing that is looked at is changed by it.
  await Promise.all([page, await context.newPage()].map(walk));
  await context.close();
});

test('each step of the set-up is free of axe violations', async ({ page }) => {
  await using house = await House.build({ env: { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' } });
  const steps: Place[] = [
    {
      name: 'setup-no-key',
      arrive: async (page) => {
        await page.goto(`${house.url}/setup`);
        await expect(page.getByText(setup.noTokenTitle)).toBeVisible();
      },
    },
    {
      name: 'setup-you',
      arrive: async (page) => {
        await page.goto(await house.setupLink());
        await page.getByLabel(session.email).fill('grace@example.com');
        await page.getByLabel(setup.displayName).fill('Grace');
        await page.getByLabel(setup.newPassword).fill('a sentence');
      },
    },
    {
      name: 'setup-repository',
      arrive: async (page) => {
        await page.getByRole('button', { name: setup.create }).click();
        await expect(page.getByRole('heading', { name: setup.repositoryTitle })).toBeVisible();
        await page.getByLabel(repositories.label, { exact: true }).fill(house.repository);
        await expect(page.getByText(repositories.onBranch('main'))).toBeVisible();
      },
    },
    {
      name: 'setup-agents',
      arrive: async (page) => {
        await page.getByRole('button', { name: projects.submit }).click();
        await expect(page.getByRole('link', { name: setup.open })).toBeVisible();
      },
    },
  ];
  for (const step of steps) await visit(page, step, house.url, {});
});

/** What is reached from the place before stays with it. */
function groupsOf(all: readonly Place[]): Place[][] {
  const groups: Place[][] = [];
  for (const place of all) {
    if (place.path === undefined) groups.at(-1)?.push(place);
    else groups.push([place]);
  }
  return groups;
}

async function visit(page: Page, place: Place, url: string, ids: Record<string, string>): Promise<void> {
  const path = place.path?.replace(/:([a-z]+)/g, (_, name: string) => ids[name] ?? '');
  await page.setViewportSize(desktop);
  if (path !== undefined) await page.goto(`${url}${path}`);
  await place.arrive(page);
  await expectCleanInThemes(page, place.name, 'desktop');
  await page.setViewportSize(phone);
  await place.again?.(page);
  await expectCleanInThemes(page, place.name, 'phone');
}
