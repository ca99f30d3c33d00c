import { type ScriptFunction, toolResults } from '@overmind/testing/models/script';
import { expect, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { voiceButton } from '../../apps/web/src/text/voice-button.ts';
import { addCoder } from './support/coder-steps.ts';
import { CodersHouse } from './support/coders.ts';
import { launchHearing, recordFor } from './support/microphone.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, say, signIn } from './support/steps.ts';

/** Real agents take seconds to start, and many of them where the machine is busy. */
const patience = { timeout: 240_000 };

/** Repairs the sum, for which the agent has to ask. */
const obliging: ScriptFunction = (conversation) => {
  if (conversation.tools.length === 0) return { text: 'Right sums' };
  const read = { name: 'read', arguments: { filePath: 'sum.js' } };
  const edit = {
    ...{ name: 'edit' },
    arguments: { filePath: 'sum.js', oldString: 'a - b', newString: 'a + b' },
  };
  const call = [read, edit][toolResults(conversation).length];
  return call ? { text: 'I look at the sum. ', toolCalls: [call] } : { text: 'The sums are right now.' };
};

test('what a coding agent asks leave for is allowed by saying so, and it goes on', async ({
  launchOptions,
  viewport,
}) => {
  await using coders = await CodersHouse.build(obliging);
  const { house } = coders;
  const browser = await launchHearing(launchOptions, await recordFor(house, 'Allow it once.'));
  try {
    const page = await browser.newPage({ viewport });
    await signIn(page, house.url);
    await createProject(page, 'Shop', house.repository);
    const address = `${house.url}/projects/${new ProjectApi(page).id}`;
    await page.goto(`${address}/agents`);
    await addCoder(page, { name: 'coder', coder: 'OpenCode', check: ['node', 'sum.test.js'] });
    await page.goto(address);
    const talk = page.getByRole('log', { name: chat.log });
    await say(page, 'coder should make the sums in sum.js right');
    await expect(talk).toContainText('asks for leave', patience);
    await page.getByRole('button', { name: voiceButton.speak, exact: true }).click();
    await expect(talk).toContainText('Allowed for SHOP-1');
    await picture(page, 'voice-7-allowed-by-voice');
    await expect(talk.getByText('is ready for your review')).toBeVisible(patience);
  } finally {
    await browser.close();
  }
});
