import { expect, type Locator, type Page } from '@playwright/test';
import { inbox, inboxKinds } from '../../apps/web/src/text/inbox.ts';
import { test } from './support/journey.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, say, signIn } from './support/steps.ts';

test('what waits comes to the inbox by itself and is decided there by keys', async ({ page, house }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Inbox', house.repository);
  const project = new ProjectApi(page);
  await project.addTask({ title: 'Paint the door', agent: 'frontend' });
  const fence = await project.addTask({ title: 'Mend the fence', agent: 'backend' });
  await say(page, 'Run the tests');
  await expect(page.getByText('is ready for your review')).toBeVisible();

  await page.getByRole('link', { name: /^Needs you/ }).click();
  await page.getByRole('button', { name: inbox.groups.project, exact: true }).click();
  await expect(page).toHaveURL(/group=project/);
  const own = page.getByRole('region', { name: 'Inbox', exact: true });
  const card = (name: RegExp) => own.getByRole('article', { name });
  const choose = (article: Locator) => article.click({ position: { x: 4, y: 4 } });
  const review = card(/^Review: .*Run the tests/);
  await choose(review);
  await expect(review).toHaveAttribute('aria-current', 'true');
  await expect(review).toContainText('2 passed');
  const key = /^Review: (\S+)/.exec((await review.getAttribute('aria-label')) ?? '')?.[1] ?? '';

  await test.step('new things appear without a reload', async () => {
    await project.send(`/tasks/${fence.id}`, { status: 'blocked', reason: 'No wood' }, 'PATCH');
    await expect(card(/^Blocked: .*Mend the fence/)).toContainText('No wood');
    const { items } = await project.read<{ items: { id: string }[] }>(
      `/projects/${project.id}/conversations?limit=1`,
    );
    const content = 'cancel one of the tasks';
    await project.send(`/conversations/${items[0]?.id}/messages`, { content });
    await expect(card(/^Question/)).toContainText('Paint the door');
    await picture(page, 'inbox-1');
  });

  await test.step('a question is answered by its number', async () => {
    await choose(card(/^Question/));
    const choice = card(/^Question/).getByRole('button', { name: /Paint the door/ });
    await page.keyboard.press((await choice.innerText()).trim()[0] ?? '');
    await expect(page.getByText(inbox.doing.answer)).toBeVisible();
    await expect(card(/^Question/)).toBeHidden();
    await expect.poll(async () => (await named(project, 'Paint the door')).status).toBe('canceled');
  });

  await test.step('an approval can be taken back until it is sent', async () => {
    await stretchUndo(page);
    await choose(review);
    await page.keyboard.press('a');
    await expect(page.getByText(inbox.doing.approve(key))).toBeVisible();
    await expect(review).toBeHidden();
    await picture(page, 'inbox-2-undo');
    await page.getByRole('button', { name: inbox.undo }).click();
    await expect(review).toBeVisible();
    await choose(review);
    await page.keyboard.press('a');
    await expect(review).toBeHidden();
    expect((await project.task(key)).status).toBe('needs_review');
    // Leaving the page sends what waits for its undo.
    await page.goto(`${house.url}/projects`);
    await expect.poll(async () => (await project.task(key)).status).toBe('done');
  });

  await test.step('one kind at a time', async () => {
    await page.goBack();
    await page.getByRole('button', { name: new RegExp(`^${inboxKinds.blocked.many}`) }).click();
    await expect(page.getByRole('article')).toHaveCount(1);
    await page.keyboard.press('u');
    await expect(page.getByText(inbox.filteredTitle).or(page.getByText(inbox.emptyTitle))).toBeVisible();
    await expect.poll(async () => (await named(project, 'Mend the fence')).status).toBe('queued');
  });
});

/** Until the page is left its time for an undo does not end, which a busy machine may be too slow for. */
const stretchUndo = (page: Page) =>
  page.evaluate((undoMs) => {
    const begin = globalThis.setTimeout;
    const stretched = (act: () => void, ms?: number) => begin(act, ms === undoMs ? 600_000 : ms);
    Object.assign(globalThis, { setTimeout: stretched });
  }, 5_000);

async function named(project: ProjectApi, title: string) {
  const task = [...(await project.tasks()).values()].find((each) => each.title === title);
  if (task === undefined) throw new Error(`no task is called ${title}`);
  return task;
}
