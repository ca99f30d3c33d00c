import { join } from 'node:path';
import { createGate } from '@overmind/testing/gate';
import { startModelServer } from '@overmind/testing/models/server';
import { expect, test } from '@playwright/test';
import { discussions, figures, startText } from '../../apps/web/src/text/discussion-list.ts';
import { outcome, room, statusWords, votes } from '../../apps/web/src/text/discussions.ts';
import { personas } from '../../apps/web/src/text/personas.ts';
import { tasks } from '../../apps/web/src/text/tasks.ts';
import { expectCleanInThemes } from './support/clean.ts';
import { debate, playPersonas } from './support/debaters.ts';
import { House } from './support/house.ts';
import { createProject, picture, signIn } from './support/steps.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

test('five personas ask, disagree and decide in a second round, and the decision becomes tasks that run', async ({
  browser,
}) => {
  const gate = createGate();
  await using model = await startModelServer(playPersonas(gate.opened));
  await using house = await House.build({ env: { OLLAMA_URL: model.url } });
  const context = await browser.newContext({ viewport: desktop });
  const page = await context.newPage();
  await page.addInitScript({ path: join(import.meta.dirname, 'support/rows-in-page.js') });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Debate', house.repository);
  const log = page.getByRole('log', { name: room.log });
  const view = (name: string) => page.getByRole('button', { name, exact: true }).click();

  await test.step('a goal is all that is needed to start', async () => {
    await page.locator('body').click({ position: { x: 700, y: 20 } });
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await expect(page.getByText(discussions.emptyTitle)).toBeVisible();
    await expectCleanInThemes(page, 'discussions-empty', 'desktop');
    await page.getByRole('button', { name: discussions.start }).first().click();
    const dialog = page.getByRole('dialog', { name: startText.title });
    await expect(dialog.getByRole('checkbox')).toHaveCount(5);
    await expect(dialog.getByText(startText.noProvider)).toBeHidden();
    await dialog.getByLabel(startText.goal).fill(debate.goal);
    await expectCleanInThemes(page, 'discussion-start', 'desktop');
    await dialog.getByRole('button', { name: startText.submit, exact: true }).click();
    await expect(page).toHaveURL(/\/discussions\/[0-9a-f-]{36}$/);
  });

  await test.step('what two of them want to know is asked once, and answered', async () => {
    const asked = page.getByRole('region', { name: room.asksYou(debate.questions.length) });
    for (const question of debate.questions) await expect(asked).toContainText(question);
    await expectCleanInThemes(page, 'discussion-asked', 'desktop');
    await page.getByRole('textbox', { name: room.answerLabel }).fill(debate.answers);
    await page.getByRole('button', { name: room.send, exact: true }).click();
    await expect(asked).toBeHidden();
  });

  await test.step('words are seen as they come, and a person joins in', async () => {
    await expect(log).toContainText(debate.firstWords);
    await page.getByRole('textbox', { name: room.sayLabel }).fill(debate.aside);
    await page.reload();
    await expect(page.getByRole('textbox', { name: room.sayLabel })).toHaveValue(debate.aside);
    await picture(page, 'discussion-1-live');
    await page.getByRole('button', { name: room.send, exact: true }).click();
    await expect(log).toContainText(debate.aside);
    gate.open();
    await expect(log).toContainText('It stays small');
    expect(await page.evaluate<unknown[]>('misplacedRows'), 'rows over one another, or holes').toEqual([]);
  });

  await test.step('the objections are met in a second round', async () => {
    await expect(page.getByText(statusWords.completed, { exact: true })).toBeVisible();
    await view(room.views.proposals);
    const proposal = page.getByRole('article', { name: `P2: ${debate.amended}` });
    await expect(proposal.first()).toBeVisible();
    const counted = page.getByRole('region', { name: votes.title });
    await expect(counted.getByText(votes.passed('P2'))).toBeVisible();
    await expectCleanInThemes(page, 'discussion-votes', 'desktop');
    await counted.getByRole('button', { name: votes.round(1), exact: true }).click();
    await expect(counted.getByText(votes.nonePassed)).toBeVisible();
    await expect(counted.getByText(debate.objection).first()).toBeVisible();
  });

  await test.step('the decision tells of the dissent, and becomes tasks by one click', async () => {
    await view(room.views.record);
    const record = page.getByRole('article', { name: outcome.decision });
    await expect(record).toContainText(debate.dissent);
    await page.getByRole('button', { name: outcome.makeTasks }).click();
    const made = page.getByRole('region', { name: outcome.tasksMade });
    await expect(made.getByRole('link')).toHaveCount(debate.actions.length);
    for (const action of debate.actions) await expect(made).toContainText(action);
    await expectCleanInThemes(page, 'discussion-decided', 'desktop');
    await page.setViewportSize(phone);
    await expectCleanInThemes(page, 'discussion-decided', 'phone');
    await page.setViewportSize(desktop);
  });

  await test.step('the tasks run, and come back with their proof', async () => {
    const made = page.getByRole('region', { name: outcome.tasksMade });
    await made.getByRole('link', { name: /Run the tests/ }).click();
    await expect(page.getByRole('button', { name: tasks.moves.approve, exact: true }).last()).toBeVisible();
    await expect(page.getByText(/2 tests passed/).first()).toBeVisible();
    await picture(page, 'discussion-2-run');
    await page.goBack();
    await expect(made).toBeVisible();
  });

  await test.step('it is found by what was said in it, and counted', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('searchbox', { name: discussions.search }).fill('"kills the server"');
    const list = page.getByRole('list', { name: discussions.title });
    await expect(list.getByRole('link')).toHaveCount(1);
    await expect(list.locator('mark').first()).toBeVisible();
    await expectCleanInThemes(page, 'discussions', 'desktop');
    await view(discussions.views.figures);
    await expect(page.getByRole('region', { name: figures.bySpeaker })).toContainText('Quality assurance');
    await expectCleanInThemes(page, 'discussion-figures', 'desktop');
  });

  await test.step('who takes part is edited, compared and put back', async () => {
    await page.getByRole('link', { name: discussions.personas }).click();
    await page.getByRole('button', { name: /^QA Quality assurance|Quality assurance/ }).click();
    await page.getByLabel(personas.role, { exact: true }).fill('Everything that can break');
    await page.getByRole('button', { name: personas.save }).click();
    await expect(page.getByText(personas.changed, { exact: true })).toBeVisible();
    await view(personas.views.versions);
    const changes = page.getByRole('region', { name: personas.compared(personas.beginning, 'v1') });
    await expect(changes.getByText('Everything that can break')).toBeVisible();
    await expectCleanInThemes(page, 'persona-versions', 'desktop');
    await view(personas.views.edit);
    await expectCleanInThemes(page, 'persona', 'desktop');
    await page.getByRole('button', { name: personas.reset }).click();
    await page.getByRole('dialog').getByRole('button', { name: personas.reset }).click();
    await expect(page.getByText(personas.changed, { exact: true })).toBeHidden();
  });
  await context.close();
});
