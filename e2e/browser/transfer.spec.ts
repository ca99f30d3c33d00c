import type { Project } from '@overmind/contracts/entities/project';
import { expect } from '@playwright/test';
import { dashboard } from '../../apps/web/src/text/dashboard.ts';
import { projectSettings } from '../../apps/web/src/text/project-settings.ts';
import { repositories } from '../../apps/web/src/text/projects.ts';
import { transfer } from '../../apps/web/src/text/transfer.ts';
import { test } from './support/journey.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, signIn } from './support/steps.ts';

test('a project leaves as one file and comes in again as another project', async ({ page, house }, info) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Travel', house.repository);
  const project = new ProjectApi(page);
  await project.addTask({ title: 'Pack the bags', description: 'Not the cat.' });
  await project.addTask({ title: 'Water the plants', agent: 'frontend' });

  await page.goto(`${house.url}/projects/${project.id}/settings`);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: projectSettings.download }).click();
  const archive = info.outputPath('travel.tar.gz');
  await (await download).saveAs(archive);

  await page.goto(`${house.url}/projects`);
  await page.getByRole('button', { name: transfer.import }).click();
  const dialog = page.getByRole('dialog', { name: transfer.importTitle });

  await test.step('what is no archive is refused and leaves nothing', async () => {
    await dialog
      .getByLabel(transfer.file)
      .setInputFiles({ name: 'cat.tar.gz', mimeType: 'application/gzip', buffer: Buffer.from('a cat') });
    await dialog.getByRole('button', { name: transfer.start, exact: true }).click();
    await expect(dialog.getByRole('alert')).toBeVisible();
    await picture(page, 'transfer-1-refused');
  });

  await dialog.getByLabel(transfer.file).setInputFiles(archive);
  await dialog.getByLabel(transfer.name).fill('Travel again');
  await picture(page, 'transfer-2-chosen');
  await dialog.getByRole('button', { name: transfer.start, exact: true }).click();
  await expect(dialog.getByText(transfer.done('Travel again'))).toBeVisible();
  await expect(dialog.getByText(transfer.remapped)).toBeVisible();
  await picture(page, 'transfer-3-done');
  await dialog.getByRole('link', { name: transfer.open }).click();
  await expect(page.getByRole('button', { name: /: Pack the bags$/ })).toBeVisible();
  const twin = new ProjectApi(page);
  expect(twin.id).not.toBe(project.id);
  const titles = [...(await twin.tasks()).values()].map(({ title }) => title);
  expect(titles.sort()).toEqual(['Pack the bags', 'Water the plants']);

  await test.step('it waits for a repository and for leave to go on', async () => {
    await expect(page.getByText(dashboard.paused)).toBeVisible();
    await page.goto(`${house.url}/projects/${twin.id}/settings`);
    await page.getByRole('button', { name: projectSettings.chooseRepository }).click();
    await page.getByLabel(repositories.label, { exact: true }).fill(house.repository);
    await expect(page.getByText(repositories.onBranch('main'))).toBeVisible();
    await page.getByRole('button', { name: projectSettings.takeRepository }).click();
    await page.getByRole('button', { name: projectSettings.save }).click();
    await expect(page.getByText(projectSettings.saved)).toBeVisible();
    await picture(page, 'transfer-4-repository');
    const { default_repo_path: path } = await twin.read<Project>(`/projects/${twin.id}`);
    expect(path).toBe(house.repository);
  });
});
