import { expect, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { consoleText } from '../../apps/web/src/text/runs.ts';
import { tasks } from '../../apps/web/src/text/tasks.ts';
import { lookOf } from '../processes/support/repository.ts';
import { House } from './support/house.ts';
import { createProject, picture, say, signIn } from './support/steps.ts';

test('a person signs in, adds a repository, says what they want, watches it run and approves it', async ({
  page,
}) => {
  await using house = await House.build();
  const before = await lookOf(house.repository);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await picture(page, '1-projects-empty');
  await createProject(page, 'Shop', house.repository);
  await expect(page.getByRole('textbox', { name: chat.label })).toBeVisible();
  await picture(page, '2-dashboard-empty');

  await say(page, 'Run the tests');
  const talk = page.getByRole('log', { name: chat.log });
  await expect(talk.getByText('Added SHOP-1 Run the tests')).toBeVisible();
  await expect(page.getByRole('log', { name: consoleText.region })).toContainText('counting the cart');
  await expect(talk.getByText('is ready for your review')).toBeVisible();
  await picture(page, '3-ready-for-review');

  await talk.getByRole('button', { name: 'SHOP-1 Run the tests' }).first().click();
  const drawer = page.getByRole('dialog', { name: /Run the tests/ });
  await expect(drawer.getByText('2 passed')).toBeVisible();
  await picture(page, '4-task-drawer');
  await drawer.getByRole('button', { name: tasks.moves.approve }).click();
  await expect(drawer.getByRole('button', { name: tasks.moves.approve })).toBeHidden();
  await page.keyboard.press('Escape');
  await picture(page, '5-done');

  await page.getByRole('link', { name: /State v\d+/ }).click();
  await expect(page.getByText('last_completed')).toBeVisible();
  await expect(page.getByText('task: SHOP-1')).toBeVisible();
  await picture(page, '6-state');
  expect(await lookOf(house.repository)).toEqual(before);
});
