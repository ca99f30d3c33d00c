import type { Task } from '@overmind/contracts/entities/task';
import { expect, type Page, test } from '@playwright/test';
import { mergeStatusWords, merges } from '../../apps/web/src/text/merges.ts';
import { decide } from '../../apps/web/src/text/review.ts';
import { git } from '../processes/support/repository.ts';
import { House } from './support/house.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, signIn } from './support/steps.ts';

/** Appends the task's key to a list, or settles a conflict in it by keeping all of both sides. */
const work = `
const fs = require('fs');
const text = fs.readFileSync('list.txt', 'utf8');
const kept = text.split('\\n').filter((line) => !/^(<<<<<<<|=======|>>>>>>>)/.test(line)).join('\\n');
fs.writeFileSync('list.txt', kept === text ? text + process.env.OVERMIND_TASK_KEY + '\\n' : kept);
`;
const check = `if (/<<<<<<</.test(require('fs').readFileSync('list.txt', 'utf8'))) process.exit(1);`;
const node = (name: string, code: string) => ({ name, run: [process.execPath, '-e', code] });
const writer = {
  ...{ name: 'writer', role: 'writer', type: 'local', is_enabled: true },
  config: {
    ...{ handles: ['code_change'], concurrency: 5 },
    ...{ commands: [node('write', work)], checks: [node('lint', check)] },
  },
};

const isIn = async (project: ProjectApi, key: string, status: Task['status']) =>
  expect.poll(async () => (await project.task(key)).status).toBe(status);

async function approveAndMerge(page: Page, address: string, key: string): Promise<void> {
  await page.goto(`${address}/review/${key}`);
  await page.getByRole('button', { name: decide.more }).click();
  await page.getByRole('menuitem', { name: decide.approveAndMerge }).click();
  const dialog = page.getByRole('dialog', { name: decide.title(key) });
  await expect(dialog.getByText(/conflicts?[. ]/).first()).toBeVisible();
  await picture(page, `merging-approve-${key}`);
  await dialog.getByRole('button', { name: decide.approveAndMerge }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(decide.approvedAndQueued(key))).toBeVisible();
}

test('work that conflicts is given to an agent and goes in, and what went in is taken back', async ({
  page,
}) => {
  await using house = await House.build({ files: { 'list.txt': 'first\n' } });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  const project = new ProjectApi(page);
  const address = `${house.url}/projects/${project.id}`;
  await project.send(`/projects/${project.id}/agents`, writer);
  for (const title of ['Put a key on the list', 'Put another key on the list'])
    await project.addTask({ title, agent: 'writer' });
  for (const key of ['SHOP-1', 'SHOP-2']) await isIn(project, key, 'needs_review');
  const card = (key: string, status: keyof typeof mergeStatusWords) =>
    page.getByRole('article', { name: merges.card(key, mergeStatusWords[status]) });
  const arrives = (key: string, status: keyof typeof mergeStatusWords) =>
    expect(card(key, status)).toBeVisible();

  await test.step('the first goes in, the second conflicts', async () => {
    await approveAndMerge(page, address, 'SHOP-1');
    await page.goto(`${address}/merges`);
    await arrives('SHOP-1', 'merged');
    await approveAndMerge(page, address, 'SHOP-2');
    await page.goto(`${address}/merges`);
    await arrives('SHOP-2', 'conflict');
    await expect(card('SHOP-2', 'conflict')).toContainText('list.txt');
    await picture(page, 'merging-1-conflict');
  });

  await test.step('an agent settles the conflict, and the merge goes in', async () => {
    await card('SHOP-2', 'conflict').getByRole('button', { name: merges.rebase }).click();
    await expect(page.getByText(merges.rebased('SHOP-3'))).toBeVisible();
    await isIn(project, 'SHOP-3', 'needs_review');
    await page.goto(`${address}?task=${(await project.task('SHOP-3')).id}`);
    await expect(page.getByText(merges.origin.rebase('SHOP-2'))).toBeVisible();
    await picture(page, 'merging-2-follow-up');
    await approveAndMerge(page, address, 'SHOP-3');
    await page.goto(`${address}/merges`);
    await arrives('SHOP-3', 'merged');
    await expect(card('SHOP-2', 'conflict').getByRole('button', { name: merges.retry })).toBeHidden();
    await picture(page, 'merging-3-settled');
    expect(await git(house.repository, 'show', 'main:list.txt')).toBe('first\nSHOP-1\nSHOP-2');
  });

  await test.step('a merge is taken back by a task of its own', async () => {
    await card('SHOP-3', 'merged').getByRole('button', { name: merges.revert }).click();
    const dialog = page.getByRole('dialog', { name: merges.confirmRevert.title('SHOP-3') });
    await picture(page, 'merging-4-take-back');
    await dialog.getByRole('button', { name: merges.revert }).click();
    await expect(page.getByText(merges.reverted('SHOP-4'))).toBeVisible();
    await isIn(project, 'SHOP-4', 'needs_review');
    await approveAndMerge(page, address, 'SHOP-4');
    await page.goto(`${address}/merges`);
    await arrives('SHOP-4', 'merged');
    await picture(page, 'merging-5-taken-back');
    expect(await git(house.repository, 'show', 'main:list.txt')).toBe('first\nSHOP-1');
    expect(await git(house.repository, 'status', '--porcelain')).toBe('');
  });
});
