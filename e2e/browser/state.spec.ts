import { expect } from '@playwright/test';
import { compare, copyWords, notes, rollback, state } from '../../apps/web/src/text/state.ts';
import { test } from './support/journey.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, signIn } from './support/steps.ts';

test('a person writes notes, settles a conflict, compares, asks who wrote a line, and rolls back', async ({
  page,
  house,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'State', house.repository);
  const project = new ProjectApi(page);
  await project.addTask({ title: 'Draw the map' });
  await expect(page.getByRole('link', { name: /State v\d+/ })).toBeVisible();
  // The project had a version before a cycle wrote the one that tells of the task.
  await expect.poll(async () => (await project.latestState()).content).toContain('Draw the map');

  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/state$/);
  const versions = page.getByRole('navigation', { name: state.versions });
  const current = versions.locator('[aria-current=true]');
  await expect(page.getByText('current_focus')).toBeVisible();
  const first = (await project.latestState()).version;
  await expect(current).toContainText(state.version(first));

  await page.getByRole('button', { name: state.views.notes, exact: true }).click();
  const editor = page.getByRole('textbox', { name: notes.label });
  await editor.fill('# Rules\n\n- Maps are drawn **north up**.');
  await expect(page.getByRole('region', { name: notes.preview }).getByRole('listitem')).toHaveText(
    'Maps are drawn north up.',
  );
  await page.getByRole('textbox', { name: notes.reason }).fill('agreed on Monday');
  await picture(page, 'state-1-notes');
  await page.getByRole('button', { name: notes.save }).click();
  await expect(page.getByText(notes.saved(first + 1))).toBeVisible();
  await expect(current).toContainText('agreed on Monday');
  expect((await project.latestState()).content).toContain('north up');

  await test.step('someone else writes the same notes meanwhile', async () => {
    await editor.fill('- Maps are drawn **south up**.');
    const theirs = await project.writeNotes('- Maps have no up.');
    await expect(page.getByText(notes.newer(theirs.version))).toBeVisible();
    await page.reload();
    await expect(page.getByText(notes.keptDraft)).toBeVisible();
    await page.getByRole('button', { name: notes.save }).click();
    await expect(page.getByRole('heading', { name: notes.conflictTitle })).toBeVisible();
    expect((await project.latestState()).version).toBe(theirs.version);
    await page.getByRole('button', { name: notes.takeBoth }).click();
    await expect(page.getByRole('textbox', { name: notes.merged })).toHaveValue(
      '- Maps have no up.\n\n- Maps are drawn **south up**.',
    );
    await picture(page, 'state-2-conflict');
    await page.getByRole('button', { name: notes.saveMerged }).click();
    await expect(editor).toHaveValue('- Maps have no up.\n\n- Maps are drawn **south up**.');
    expect((await project.latestState()).content).toMatch(/no up[\s\S]*south up/);
  });

  await test.step('what each version changed', async () => {
    await page.getByRole('button', { name: state.views.document, exact: true }).click();
    await page.getByRole('button', { name: compare.start }).click();
    const changes = page.getByRole('region', { name: compare.changes, exact: true });
    await expect(changes).toContainText('notes');
    await expect(changes).toContainText('south up');
    await picture(page, 'state-3-changes');
    await page.getByRole('spinbutton', { name: compare.from }).fill('1');
    await page.keyboard.press('Enter');
    await expect(changes).toContainText('Draw the map');
    for (const view of ['unified', 'split'] as const) {
      await page.getByRole('button', { name: compare.views[view] }).click();
      await expect(changes.getByText('Draw the map').first()).toBeVisible();
      await picture(page, `state-4-${view}`);
    }
    await page.getByRole('button', { name: compare.close }).click();
  });

  await test.step('who brought a line', async () => {
    await page.getByRole('button', { name: state.views.blame }).click();
    await expect(page.getByRole('region', { name: /Who brought each line/ })).toContainText('ada');
    await picture(page, 'state-5-blame');
    await page.getByRole('button', { name: state.views.document, exact: true }).click();
  });

  await test.step('back to the first notes', async () => {
    const latest = (await project.latestState()).version;
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect(current).toContainText(state.version(first + 1));
    await page.getByRole('button', { name: rollback.start }).click();
    const dialog = page.getByRole('dialog', { name: rollback.title(first + 1) });
    await expect(dialog).toContainText('north up');
    await picture(page, 'state-6-rollback');
    await dialog.getByRole('button', { name: rollback.submit, exact: true }).click();
    await expect(current).toContainText(state.version(latest + 1));
    const back = await project.latestState();
    expect(back.kind).toBe('rolled_back');
    expect(back.content).toContain('north up');
    expect(back.content).not.toContain('south up');
    expect((await project.task('STAT-1').catch(() => project.task('STATE-1'))).title).toBe('Draw the map');
  });

  await page.reload();
  const copy = page.getByRole('button', { name: copyWords.in_step.label });
  await copy.click();
  await expect(page.getByText(copyWords.in_step.hint)).toBeVisible();
  await picture(page, 'state-7-copy');
});
