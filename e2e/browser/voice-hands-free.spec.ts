import type { Agent } from '@overmind/contracts/entities/agent';
import { configureEchoAgent, echoAgentFolder, echoSteps } from '@overmind/testing/agents/echo-agent';
import { expect, type Page, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { voice } from '../../apps/web/src/text/voice.ts';
import { voiceButton } from '../../apps/web/src/text/voice-button.ts';
import { SpokenAnswers } from './support/answers.ts';
import { House } from './support/house.ts';
import { ProjectApi } from './support/project-api.ts';
import { Room } from './support/room.ts';
import { createProject, picture, signIn } from './support/steps.ts';

/** Asks for one thing and, where that is denied, for another. */
const painting = echoSteps({
  ...{ do: 'ask', title: 'Paint the door red', kind: 'edit' },
  rejected: [
    {
      ...{ do: 'ask', title: 'Paint the door blue', kind: 'edit' },
      allowed: [{ do: 'write', path: 'door.txt', text: 'blue\n' }],
    },
  ],
});

/** A task of somebody else's, for a coding agent that asks leave. */
async function havePainted(project: ProjectApi, repository: string): Promise<void> {
  const { argv } = await configureEchoAgent({ home: '' });
  const config: Partial<Agent['config']> = {
    ...{ executor: 'acp', repo_path: repository, acp: { command: [...argv] }, permissions: 'ask' },
    checks: [
      { name: 'painted', run: ['grep', 'blue', 'door.txt'], timeout_s: 60, allow_failure: false, cwd: '.' },
    ],
  };
  const painter = { name: 'painter', role: 'painter', type: 'local', is_enabled: true, config };
  await project.send(`/projects/${project.id}/agents`, painter);
  await project.addTask({ title: 'Paint the door', agent: 'painter', description: painting });
}

const statusOf = async (project: ProjectApi, key: string) => (await project.task(key)).status;

/** A person in a room with the page of a project, which listens hands-free after the only press that there is. */
async function listenHandsFree(page: Page, house: House) {
  const room = await Room.around(page);
  const answers = new SpokenAnswers(page);
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  await page.getByRole('button', { name: voiceButton.speak, exact: true }).click();
  await page.getByRole('button', { name: voice.handsFree, exact: true }).click();
  return {
    room,
    project: new ProjectApi(page),
    talk: page.getByRole('log', { name: chat.log }),
    /** What the page says aloud. */
    hears: (what: RegExp) => expect.poll(() => answers.heard()).toMatch(what),
    /** Once the page listens, and says nothing any more. */
    say: async (words: string) => {
      await expect(page.getByText(voice.waiting).first()).toBeVisible();
      await room.say(words);
    },
  };
}

test('hands-free, a person gives work, hears its result, confirms a cancel and speaks into an answer', async ({
  page,
}) => {
  await using house = await House.build();
  const { room, project, talk, hears, say } = await listenHandsFree(page, house);
  await say('Run the tests.');
  await expect(talk.getByText('SHOP-1 is ready for your review')).toBeVisible();
  await hears(/\bready\b.*\breview\b/i);

  await say('Cancel shop one.');
  await expect(talk.getByText('Shall I cancel SHOP-1, Run the tests?')).toBeVisible();
  await picture(page, 'voice-10-asks-before-it-cancels');
  await hears(/shall i cancel/i);
  expect(await statusOf(project, 'SHOP-1')).toBe('needs_review');
  await say('Yes.');
  await expect(talk.getByText('Canceled SHOP-1')).toBeVisible();
  expect(await statusOf(project, 'SHOP-1')).toBe('canceled');

  const interruption = await room.rehearse('What is blocked?');
  await say('What can I say?');
  await hears(/make tasks/i);
  await expect.poll(async () => (await room.sounds()).at(-1)?.endedAt).toBeNull();
  const firstSoundAt = await room.sayRehearsed(interruption);
  await expect(talk.getByRole('link', { name: chat.hear })).toHaveCount(5);
  const cuts = (await room.sounds()).flatMap(({ isCut, endedAt }) => (isCut ? (endedAt ?? []) : []));
  expect(cuts).toHaveLength(1);
  const reaction = `${Math.round((cuts[0] ?? 0) - firstSoundAt)} ms after the first sound of the person`;
  test.info().annotations.push({ type: 'silent', description: reaction });
});

test('hands-free, what a coding agent asks is said aloud and answered by number', async ({ page }) => {
  await using house = await House.build({
    // A busy machine is slow to renew what a run has.
    furnish: () => Promise.resolve({ RUNNER_READABLE: echoAgentFolder, RUNNER_FREEZE_AFTER_MS: '30000' }),
  });
  const { project, talk, hears, say } = await listenHandsFree(page, house);
  await havePainted(project, house.repository);
  await hears(/asks for leave.*red.*one,? allow.*two,? deny/is);
  await picture(page, 'voice-11-asked-by-number');
  await say('The second one.');
  await expect(talk.getByText(/Denied for SHOP-1.*red/)).toBeVisible();
  await hears(/asks for leave.*blue/is);
  await say('Number one.');
  await expect(talk.getByText(/Allowed for SHOP-1.*blue/)).toBeVisible();
  await expect.poll(() => statusOf(project, 'SHOP-1')).toBe('needs_review');
  await picture(page, 'voice-12-answered-by-number');
});
