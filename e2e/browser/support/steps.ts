import { expect, type Page } from '@playwright/test';
import { chat } from '../../../apps/web/src/text/chat.ts';
import { projects, repositories } from '../../../apps/web/src/text/projects.ts';
import { session } from '../../../apps/web/src/text/session.ts';
import { administrator } from '../../processes/support/server.ts';

export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/`);
  await page.getByLabel(session.email).fill(administrator.email);
  await page.getByLabel(session.password, { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: session.signIn }).click();
  await expect(page.getByRole('heading', { name: projects.title, level: 1 })).toBeVisible();
}

export async function createProject(page: Page, name: string, repository: string): Promise<void> {
  await page.getByRole('button', { name: projects.create }).first().click();
  const dialog = page.getByRole('dialog', { name: projects.createTitle });
  await dialog.getByLabel(repositories.label, { exact: true }).fill(repository);
  await expect(dialog.getByText(repositories.onBranch('main'))).toBeVisible();
  await dialog.getByLabel(projects.name, { exact: true }).fill(name);
  await dialog.getByRole('button', { name: projects.submit }).click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}/);
  await expect(page.getByRole('textbox', { name: chat.label })).toBeVisible();
}

export async function say(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: chat.label }).fill(words);
  await page.keyboard.press('Enter');
}

/** Where pictures of a journey go, to be looked at. */
export const picture = (page: Page, name: string) =>
  page.screenshot({ path: `${import.meta.dirname}/../../../test-results/pictures/${name}.png` });
