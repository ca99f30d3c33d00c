import { expect, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { voice } from '../../apps/web/src/text/voice.ts';
import { voiceButton } from '../../apps/web/src/text/voice-button.ts';
import { troubleWords } from '../../apps/web/src/text/voice-trouble.ts';
import { House } from './support/house.ts';
import { launchHearing, recordFor } from './support/microphone.ts';
import { createProject, picture, say, signIn } from './support/steps.ts';

const refused = troubleWords({ kind: 'microphone', problem: 'refused' });

test('where the microphone is refused the page says what to do, writing works, and so does speaking once it is allowed', async ({
  launchOptions,
  viewport,
}) => {
  await using house = await House.build();
  const file = await recordFor(house, 'Run the tests.');
  const browser = await launchHearing(launchOptions, file, { isAllowed: false });
  try {
    const context = await browser.newContext({ viewport });
    // Whatever is not among them is refused.
    await context.grantPermissions(['clipboard-read']);
    const page = await context.newPage();
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await signIn(page, house.url);
    await createProject(page, 'Shop', house.repository);
    const before = loads;
    const talk = page.getByRole('log', { name: chat.log });
    await page.getByRole('button', { name: voiceButton.speak, exact: true }).click();
    const help = page.getByRole('alert').filter({ hasText: refused.title });
    await expect(help).toContainText(refused.hint);
    await picture(page, 'voice-5-refused');

    await say(page, 'what is blocked?');
    await expect(talk.getByText('Nothing is blocked')).toBeVisible();

    await context.grantPermissions(['microphone']);
    await help.getByRole('button', { name: voice.tryAgain, exact: true }).click();
    await expect(page.getByRole('button', { name: voiceButton.stop, exact: true })).toBeVisible();
    await expect(help).toBeHidden();
    await expect(talk.getByText('Added SHOP-1 Run the tests')).toBeVisible();
    await picture(page, 'voice-6-allowed');
    expect(loads).toBe(before);
  } finally {
    await browser.close();
  }
});
