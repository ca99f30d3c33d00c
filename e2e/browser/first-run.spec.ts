import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { projects, repositories } from '../../apps/web/src/text/projects.ts';
import { session, setup } from '../../apps/web/src/text/session.ts';
import { repositoryRoot } from '../processes/support/programs.ts';
import { House } from './support/house.ts';
import { picture } from './support/steps.ts';

const cliFile = join(repositoryRoot, 'apps/cli/dist/main.js');

/** What the page tells a person to type in a terminal. */
const allow = ({ folder, repository }: House) =>
  promisify(execFile)(process.execPath, [cliFile, 'runner', 'allow', repository], {
    env: { PATH: process.env['PATH'], HOME: folder, DATA_DIR: join(folder, 'data') },
  });

test('the one-time link leads from nobody to a dashboard in three steps, and works once', async ({
  page,
  browser,
}) => {
  await using house = await House.build({
    env: { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' },
    isAllowed: false,
  });
  await page.goto(`${house.url}/`);
  await expect(page.getByRole('heading', { name: session.needsSetupTitle })).toBeVisible();
  const link = await house.setupLink();
  await page.goto(link);
  await page.getByLabel(session.email).fill('grace@example.com');
  await page.getByLabel(setup.displayName).fill('Grace');
  await page.getByLabel(setup.newPassword).fill('a sentence works well');
  await picture(page, 'first-run-1-you');
  await page.getByRole('button', { name: setup.create }).click();

  await expect(page.getByRole('heading', { name: setup.repositoryTitle })).toBeVisible();
  await page.getByLabel(repositories.label, { exact: true }).fill(house.repository);
  const command = repositories.allow(house.repository);
  await expect(page.getByText(command, { exact: true })).toBeVisible();
  await picture(page, 'first-run-2-not-allowed');
  await allow(house);
  await expect(page.getByText(repositories.onBranch('main'))).toBeVisible();
  const folder = `${basename(house.repository)} ${repositories.isRepository}`;
  await expect(page.getByRole('button', { name: folder, exact: true })).toBeVisible();
  await picture(page, 'first-run-2-repository');
  await page.getByRole('button', { name: projects.submit }).click();

  await expect(page.getByRole('heading', { name: setup.agentsTitle })).toBeVisible();
  await picture(page, 'first-run-3-agents');
  await page.getByRole('link', { name: setup.open }).click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}/);

  const stranger = await browser.newContext();
  const late = await stranger.newPage();
  await late.goto(link);
  await expect(late.getByText(setup.doneTitle)).toBeVisible();
  await stranger.close();
});
