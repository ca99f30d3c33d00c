import { codexFixScript } from '@overmind/testing/agents/codex';
import { type Conversation, type ScriptFunction, toolResults } from '@overmind/testing/models/script';
import { expect, test } from '@playwright/test';
import { permissions } from '../../apps/web/src/text/permissions.ts';
import { runPage } from '../../apps/web/src/text/run-page.ts';
import { runStatusWords } from '../../apps/web/src/text/status.ts';
import { transcript } from '../../apps/web/src/text/transcript.ts';
import { addCoder, askAndWatch } from './support/coder-steps.ts';
import { CodersHouse } from './support/coders.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, signIn } from './support/steps.ts';

const check = ['node', 'sum.test.js'];
const broken = 'module.exports = (a, b) => a - b;';
const repaired = 'module.exports = (a, b) => a + b;';
/** Real agents take seconds to start, and many of them where the machine is busy. */
const patience = { timeout: 240_000 };

const plan = {
  name: 'update_plan',
  arguments: {
    plan: [
      { step: 'Repair the sum', status: 'in_progress' },
      { step: 'Run the tests', status: 'pending' },
    ],
  },
};
const repair = codexFixScript({
  file: 'sum.js',
  from: broken,
  to: repaired,
  testCommand: 'node sum.test.js',
});

/** The session goes on: what the agent had called before it was killed stands in it still. */
function since(conversation: Conversation, calls: number): Conversation {
  const [earlier] = conversation.messages.filter(({ role }) => role === 'tool').slice(calls - 1);
  const from = earlier === undefined ? 0 : conversation.messages.indexOf(earlier) + 1;
  return { ...conversation, messages: conversation.messages.slice(from) };
}

test('an agent that is killed in the middle is told of, and the next attempt goes on by itself', async ({
  page,
}) => {
  let isKilled = false;
  const script: ScriptFunction = (conversation, index) => {
    if (isKilled) return repair(since(conversation, 1), index);
    if (toolResults(conversation).length === 0) return { text: 'I make a plan. ', toolCalls: [plan] };
    return { text: 'never', heldUntil: new Promise(() => {}) };
  };
  await using coders = await CodersHouse.build(script);
  const { house } = coders;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  const project = new ProjectApi(page);
  await page.goto(`${house.url}/projects/${project.id}/agents`);
  await addCoder(page, { name: 'coder', coder: 'Codex', check });

  await askAndWatch(page, project, 'coder should make the sums in sum.js right', 'SHOP-1');
  await expect(page.getByRole('region', { name: transcript.plan })).toContainText('Repair the sum', patience);
  await expect.poll(() => coders.model.calls.length, patience).toBeGreaterThan(1);
  await picture(page, 'killed-1-live');

  isKilled = true;
  expect(await coders.killAgent('codex-acp')).toBeGreaterThan(0);
  const head = page.getByRole('region', { name: runPage.name, exact: true });
  await expect(head).toContainText(runStatusWords.failed, patience);
  await picture(page, 'killed-2-failed');
  await expect(head).toContainText('was killed in the middle of its work');

  await page.getByRole('link', { name: runPage.toNewer }).click();
  await expect(page.getByRole('heading', { name: runPage.title('SHOP-1', 2) })).toBeVisible();
  for (const asked of ['sum.js', 'sum.test.js']) {
    const request = page.getByRole('region', { name: permissions.region }).getByRole('article').first();
    await expect(request).toContainText(asked, patience);
    await request.getByRole('button', { name: permissions.options.allow_once }).first().click();
  }
  await expect(page.getByRole('log', { name: transcript.region })).toContainText('Done.', patience);
  await expect(page.getByRole('link', { name: runPage.review })).toBeVisible(patience);
  await picture(page, 'killed-3-again');
  await page.getByRole('tab', { name: runPage.tabs.attempts, exact: true }).click();
  await picture(page, 'killed-4-attempts');
  const task = await project.task('SHOP-1');
  expect(task.status).toBe('needs_review');
});
