import { expect } from '@playwright/test';
import { cycles } from '../../apps/web/src/text/cycles.ts';
import { dashboard } from '../../apps/web/src/text/dashboard.ts';
import { projectSettings } from '../../apps/web/src/text/project-settings.ts';
import { test } from './support/journey.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, signIn } from './support/steps.ts';

test('a person pauses the project, looks at what a cycle would do, resumes it and runs it', async ({
  page,
  house,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Cycles', house.repository);
  const project = new ProjectApi(page);

  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.getByLabel(projectSettings.paused).check();
  await picture(page, 'cycle-1-settings');
  await page.getByRole('button', { name: projectSettings.save }).click();
  await expect(page.getByText(projectSettings.saved)).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  const task = await project.addTask({ title: 'Run the unit tests', type: 'test' });
  await expect(page.getByRole('button', { name: `${task.key}: Run the unit tests` })).toBeVisible();

  const openPreview = async () => {
    await page.getByRole('button', { name: cycles.openHistory }).click();
    await page.getByRole('button', { name: cycles.preview }).click();
    return page.getByRole('dialog', { name: cycles.previewTitle });
  };
  const paused = await openPreview();
  await expect(paused.getByText(cycles.paused)).toBeVisible();
  await expect(paused.getByRole('region', { name: cycles.sections.waiting })).toContainText(task.key);
  await picture(page, 'cycle-2-preview-paused');
  await page.keyboard.press('Escape');

  await expect(page.getByText(dashboard.paused)).toBeVisible();
  await page.getByRole('button', { name: dashboard.resume }).click();
  await expect(page.getByText(dashboard.paused)).toBeHidden();
  await expect.poll(async () => (await project.task(task.key)).status).toBe('needs_review');

  await page.getByRole('button', { name: dashboard.run, exact: true }).click();
  await expect(page.getByText(dashboard.cycleIdle)).toBeVisible();
  await page.getByRole('button', { name: cycles.openHistory }).click();
  const history = page.getByRole('list', { name: cycles.history });
  await expect(history.getByRole('listitem').first()).toContainText(cycles.nothing);
  await expect(history).toContainText('1 run scheduled');
  await picture(page, 'cycle-3-history');
  await history
    .getByRole('link', { name: /State v/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/state\?version=\d+/);
  await expect(page.getByText('current_focus')).toBeVisible();
});
