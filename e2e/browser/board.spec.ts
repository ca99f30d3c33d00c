import { expect } from '@playwright/test';
import { board, bulk } from '../../apps/web/src/text/board.ts';
import { taskTypeWords } from '../../apps/web/src/text/status.ts';
import { test } from './support/journey.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, signIn } from './support/steps.ts';

test('cards are found by filters that the address keeps, and moved many at once by keys', async ({
  page,
  house,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Board', house.repository);
  const project = new ProjectApi(page);
  for (const title of ['Add a map', 'Add a legend', 'Add a scale', 'Draw the coast'])
    await project.addTask({ title, agent: 'frontend' });
  await project.addTask({ title: 'Describe the map', type: 'doc', priority: 4, agent: 'backend' });
  const card = (title: string) => page.getByRole('button', { name: new RegExp(`: ${title}$`) });
  await expect(card('Describe the map')).toBeVisible();

  await test.step('by words and by type', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('map');
    await expect(card('Add a scale')).toBeHidden();
    await expect(card('Describe the map')).toBeVisible();
    await page.getByRole('button', { name: board.filters, exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: taskTypeWords.doc }).click();
    await picture(page, 'board-1-filter-menu');
    await page.keyboard.press('Escape');
    await expect(card('Add a map')).toBeHidden();
    await expect(page).toHaveURL(/q=map.*type=doc|type=doc.*q=map/);
    await page.reload();
    await expect(card('Describe the map')).toBeVisible();
    await expect(card('Add a map')).toBeHidden();
    await page.getByRole('button', { name: board.removeFilter(taskTypeWords.doc) }).click();
    await expect(card('Add a map')).toBeVisible();
    await page.getByRole('searchbox', { name: board.filter }).fill('nothing like it');
    await expect(page.getByText(board.noMatch)).toBeVisible();
    await picture(page, 'board-2-no-match');
    await page.getByRole('button', { name: board.clear }).last().click();
    await expect(card('Draw the coast')).toBeVisible();
  });

  await test.step('a range is selected and given a priority', async () => {
    await card('Add a map').focus();
    await page.keyboard.press('x');
    await card('Add a scale').click({ modifiers: ['Shift'] });
    const bar = page.getByRole('toolbar', { name: bulk.title });
    await expect(bar).toContainText(bulk.count(3));
    await picture(page, 'board-3-selection');
    await bar.getByRole('button', { name: bulk.priority }).click();
    await page.getByRole('menuitem', { name: /^P1/ }).click();
    await expect(page.getByText(bulk.result(3, 0, bulk.done.prioritize))).toBeVisible();
    const priorities = [...(await project.tasks()).values()].map(
      ({ title, priority }) => `${title} ${priority}`,
    );
    expect(priorities.sort()).toEqual([
      'Add a legend 1',
      'Add a map 1',
      'Add a scale 1',
      'Describe the map 4',
      'Draw the coast 3',
    ]);
  });

  await test.step('several are canceled after a question', async () => {
    for (const title of ['Add a legend', 'Add a scale']) {
      await card(title).focus();
      await page.keyboard.press('x');
    }
    const bar = page.getByRole('toolbar', { name: bulk.title });
    await expect(bar).toContainText(bulk.count(2));
    await bar.getByRole('button', { name: bulk.cancel }).click();
    const dialog = page.getByRole('dialog', { name: bulk.cancelTitle(2) });
    await dialog.getByLabel(bulk.cancelReason).fill('not needed');
    await picture(page, 'board-4-cancel');
    await dialog.getByRole('button', { name: bulk.cancelSubmit(2) }).click();
    await expect(card('Add a legend')).toBeHidden();
    await expect(bar).toBeHidden();
    const canceled = [...(await project.tasks()).values()].filter(({ status }) => status === 'canceled');
    expect(canceled.map(({ title }) => title).sort()).toEqual(['Add a legend', 'Add a scale']);
  });
});
