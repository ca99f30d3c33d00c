import { expect } from '@playwright/test';
import { cycles } from '../../apps/web/src/text/cycles.ts';
import { dashboard } from '../../apps/web/src/text/dashboard.ts';
import { palette } from '../../apps/web/src/text/palette.ts';
import { session } from '../../apps/web/src/text/session.ts';
import { tasks } from '../../apps/web/src/text/tasks.ts';
import { test } from './support/journey.ts';
import { createProject, say, signIn } from './support/steps.ts';

test('an address of a project works when it is opened, reloaded, left and come back to', async ({
  page,
  house,
}) => {
  const loads: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads.push(request.url());
  });
  await signIn(page, house.url);
  await createProject(page, 'Ways', house.repository);
  const address = page.url();
  await say(page, 'Run the tests');
  await expect(page.getByText('is ready for your review')).toBeVisible();

  await page.reload();
  await expect(page.getByText('WAYS-1').first()).toBeVisible();
  loads.length = 0;
  await page.getByRole('link', { name: /State v\d+/ }).click();
  await expect(page).toHaveURL(`${address}/state`);
  await expect(page.getByText('last_completed')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(page.getByText('WAYS-1').first()).toBeVisible();
  expect(loads, 'moving inside the app loads no page anew').toEqual([]);

  await page.goto(`${address}/agents`);
  await expect(page.getByText('qa').first()).toBeVisible();
});

test('a session that ended leads to the sign-in and back to where one was', async ({ page, house }) => {
  await signIn(page, house.url);
  await createProject(page, 'Doors', house.repository);
  const address = page.url();
  await page.context().clearCookies();
  await page.goto(address);
  await expect(page.getByRole('button', { name: session.signIn })).toBeVisible();
  await page.getByLabel(session.email).fill('ada@example.com');
  await page.getByLabel(session.password, { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: session.signIn }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('button', { name: dashboard.run })).toBeVisible();
});

test('a dialog that is closed gives the focus back to where it was', async ({ page, house }) => {
  await signIn(page, house.url);
  await createProject(page, 'Keys', house.repository);
  // A board without tasks offers it too.
  const opener = page.getByRole('banner').getByRole('button', { name: dashboard.newTask, exact: true });
  const dialog = page.getByRole('dialog', { name: tasks.newTask });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  await test.step('also where another one was opened out of it', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: palette.preview }).click();
    const preview = page.getByRole('dialog', { name: cycles.previewTitle });
    await expect(preview).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(preview).toBeHidden();
    await expect(opener).toBeFocused();
  });
});
