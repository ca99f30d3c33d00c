import { type Conversation, type ScriptFunction, toolResults } from '@overmind/testing/models/script';
import { expect, type Page, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { inbox, inboxKinds } from '../../apps/web/src/text/inbox.ts';
import { mergeStatusWords } from '../../apps/web/src/text/merges.ts';
import { permissions } from '../../apps/web/src/text/permissions.ts';
import { provenance } from '../../apps/web/src/text/provenance.ts';
import {
  decide,
  earlierComments,
  resolution,
  review,
  reviewEvidence,
} from '../../apps/web/src/text/review.ts';
import { artifacts, evidence, runPage } from '../../apps/web/src/text/run-page.ts';
import { transcript } from '../../apps/web/src/text/transcript.ts';
import { git, lookOf } from '../processes/support/repository.ts';
import { expectCleanInThemes } from './support/clean.ts';
import { addCoder, askAndWatch } from './support/coder-steps.ts';
import { CodersHouse } from './support/coders.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, say, signIn } from './support/steps.ts';

const check = ['node', 'sum.test.js'];
const broken = 'module.exports = (a, b) => a - b;';
const repaired = 'module.exports = (a, b) => a + b;';
const named = 'module.exports = (left, right) => left + right;';
const remark = 'Call the two numbers left and right.';

/** Real agents take seconds to start, and many of them where the machine is busy. */
const patience = { timeout: 240_000 };

const isTold = ({ messages }: Conversation, words: string) =>
  messages.some((message) => message.role === 'user' && message.text.includes(words));

/** Repairs the sum, and gives it better names once a person asks for them. */
const obliging: ScriptFunction = (conversation) => {
  if (conversation.tools.length === 0) return { text: 'Right sums' };
  const results = toolResults(conversation);
  const before = results[0]?.includes('a + b') ? repaired : broken;
  const edit = (after: string) => ({
    ...{ name: 'edit', arguments: { filePath: 'sum.js', oldString: before, newString: after } },
  });
  const read = { name: 'read', arguments: { filePath: 'sum.js' } };
  const test = { name: 'bash', arguments: { command: 'node sum.test.js', description: 'Run the tests' } };
  const steps = isTold(conversation, remark) ? [read, edit(named)] : [read, edit(repaired), test];
  const call = steps[results.length];
  return call ? { text: 'I look at the sum. ', toolCalls: [call] } : { text: 'The sums are right now.' };
};

const transcriptOf = (page: Page) => page.getByRole('log', { name: transcript.region });
const request = (page: Page) =>
  page.getByRole('region', { name: permissions.region }).getByRole('article').first();
const openTab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

test('an agent asks before it acts, is reviewed line by line, and its work is merged and explained', async ({
  page,
}) => {
  await using coders = await CodersHouse.build(obliging);
  const { house } = coders;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  const project = new ProjectApi(page);
  const before = await lookOf(house.repository);
  const address = `${house.url}/projects/${project.id}`;

  await test.step('a maintainer sets it up', async () => {
    await page.goto(`${address}/agents`);
    await addCoder(page, { name: 'coder', coder: 'OpenCode', check });
    expect((await project.agent('coder')).config).toMatchObject({
      ...{ executor: 'acp', acp: { preset: 'opencode' }, handles: ['code_change'] },
      checks: [{ run: check }],
    });
  });

  await test.step('it asks in the page of its run, and a click allows it', async () => {
    await askAndWatch(page, project, 'coder should make the sums in sum.js right', 'SHOP-1');
    await expect(request(page)).toContainText('sum.js', patience);
    await expect(transcriptOf(page)).toContainText('I look at the sum.');
    await picture(page, 'coder-1-asks');
    await request(page).getByRole('button', { name: permissions.options.allow_once }).first().click();
  });

  await test.step('it asks in the inbox and the chat too, and words allow it', async () => {
    await expect(request(page)).toContainText('node sum.test.js', patience);
    await page.goto(`${house.url}/inbox`);
    const card = page.getByRole('article', { name: new RegExp(`^${inboxKinds.permission.one}: SHOP-1`) });
    await expect(card).toContainText('node sum.test.js');
    await picture(page, 'coder-2-inbox');
    await page.goto(address);
    const talk = page.getByRole('log', { name: chat.log });
    await expect(talk).toContainText('asks for leave');
    await picture(page, 'coder-3-chat-asks');
    await say(page, 'allow it');
    await expect(talk).toContainText('Allowed for SHOP-1');
    await expect(talk.getByText('is ready for your review')).toBeVisible(patience);
    await picture(page, 'coder-4-chat-done');
  });

  await test.step('the run shows what it said and did, and what proves it', async () => {
    await page
      .getByRole('link', { name: chat.openRun('SHOP-1') })
      .first()
      .click();
    const session = transcriptOf(page);
    await expect(session).toContainText('The sums are right now.');
    await session.getByRole('button', { name: new RegExp(`^${transcript.tools.edit}`) }).click();
    await expect(session).toContainText(repaired);
    await session.getByRole('button', { name: new RegExp(`^${transcript.tools.execute}`) }).click();
    await expect(session).toContainText('the tests pass');
    await picture(page, 'coder-5-transcript');
    await expectCleanInThemes(page, 'run-transcript', 'desktop');
    await openTab(page, runPage.tabs.evidence);
    await expect(page.getByText(evidence.stepKinds.check).first()).toBeVisible();
    await picture(page, 'coder-6-evidence');
    await openTab(page, runPage.tabs.changes);
    await expect(page.getByRole('tabpanel', { name: runPage.tabs.changes })).toContainText('sum.js');
    await openTab(page, runPage.tabs.files);
    await expect(page.getByRole('region', { name: artifacts.title })).toBeVisible();
    await picture(page, 'coder-7-files');
  });

  await test.step('a line is remarked on, and changes are asked for', async () => {
    await page.getByRole('link', { name: runPage.review }).click();
    await expect(page.getByRole('region', { name: reviewEvidence.title })).toContainText(
      reviewEvidence.checks(1, 1),
    );
    await page.getByRole('button', { name: review.line(2, 'new', 'insert') }).click();
    await page
      .getByRole('toolbar', { name: review.lineActs(2) })
      .getByRole('button', { name: review.comment })
      .click();
    await page.getByRole('textbox', { name: review.comments.on(2) }).fill(remark);
    await picture(page, 'coder-8-comment');
    await page.getByRole('button', { name: review.comments.add }).click();
    await expect(page.getByRole('article', { name: review.comments.by(true) })).toContainText(remark);
    await page.getByRole('button', { name: decide.reject(1) }).click();
    const dialog = page.getByRole('dialog', { name: decide.rejectTitle('SHOP-1') });
    await expect(dialog).toContainText(remark);
    await picture(page, 'coder-9-request');
    await dialog.getByRole('button', { name: decide.rejectSubmit }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('the next attempt is told, asks again, and is allowed from the inbox', async () => {
    await page.goto(`${house.url}/inbox`);
    await page.getByRole('button', { name: `${inbox.acts.allow} SHOP-1` }).click(patience);
    await expect(page.getByRole('article', { name: permissions.answered('SHOP-1') })).toContainText(
      permissions.answers.allowed,
    );
    const ready = page.getByRole('article', { name: new RegExp(`^${inboxKinds.review.one}: SHOP-1`) });
    await expect(ready).toBeVisible(patience);
    expect(coders.toldTheModel()).toContain(remark);
    await picture(page, 'coder-10-inbox-review');
  });

  await test.step('it is approved and merged, and the base branch holds it', async () => {
    await page.goto(`${address}/review/SHOP-1`);
    await expect(page.getByText('left + right').first()).toBeVisible();
    await expect(page.getByRole('button', { name: new RegExp(earlierComments.count(1)) })).toBeVisible();
    await page.getByText(earlierComments.outdated(1)).click();
    const said = page.getByRole('article', { name: earlierComments.of(1) });
    await expect(said).toContainText(remark);
    await picture(page, 'coder-11-review-again');
    await said.getByRole('button', { name: resolution.resolve }).click();
    await expect(page.getByRole('button', { name: new RegExp(resolution.open(0)) })).toBeVisible();
    await page.getByRole('button', { name: decide.more }).click();
    await page.getByRole('menuitem', { name: decide.approveAndMerge }).click();
    const dialog = page.getByRole('dialog', { name: decide.title('SHOP-1') });
    await expect(dialog).toContainText('No conflicts.');
    await picture(page, 'coder-12-approve');
    await dialog.getByRole('button', { name: decide.approveAndMerge }).click();
    // Whoever leaves the page before may take back what is not sent yet.
    await expect(dialog).toBeHidden();
    await expect(page.getByText(decide.approvedAndQueued('SHOP-1'))).toBeVisible();
    await page.goto(`${address}/merges`);
    await expect(
      page.getByRole('article', { name: `SHOP-1: ${mergeStatusWords.merged.toLowerCase()}` }),
    ).toBeVisible(patience);
    await picture(page, 'coder-13-merged');
    expect(await git(house.repository, 'show', 'main:sum.js')).toContain(named);
    expect((await lookOf(house.repository)).status).toBe(before.status);
  });

  await test.step('a line leads back to the words that asked for it', async () => {
    await page.goto(`${address}/why`);
    await page.getByLabel(provenance.path, { exact: true }).fill('sum.js');
    await page.getByLabel(provenance.line, { exact: true }).fill('2');
    await page.getByRole('button', { name: provenance.ask }).click();
    const trail = page.getByRole('region', { name: provenance.trail });
    await expect(trail).toContainText('coder should make the sums in sum.js right');
    await expect(trail).toContainText(provenance.run('coder', 2));
    await expect(trail).toContainText(provenance.whole);
    await picture(page, 'coder-14-why');
  });
});
