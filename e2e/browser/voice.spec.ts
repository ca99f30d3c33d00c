import { expect, type Page, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { recordings } from '../../apps/web/src/text/recordings.ts';
import { voice } from '../../apps/web/src/text/voice.ts';
import { voiceButton } from '../../apps/web/src/text/voice-button.ts';
import { SpokenAnswers } from './support/answers.ts';
import { House } from './support/house.ts';
import { launchHearing, recordFor } from './support/microphone.ts';
import { createProject, picture, signIn } from './support/steps.ts';

/** Keeps what the page shows of a voice while it is heard, which may stand there for less than a look takes. */
const keepHeard = (page: Page) =>
  page.addInitScript({
    content: `{
      const heard = (globalThis.heard = []);
      const keep = () => {
        const note = document.querySelector('[role="note"][aria-label="${voice.heardSoFar}"]');
        if (note !== null) heard.push(note.textContent);
      };
      new MutationObserver(keep).observe(document, { subtree: true, childList: true, characterData: true });
    }`,
  });
const heardIn = (page: Page) => page.evaluate(() => Reflect.get(globalThis, 'heard') as string[]);

/** As they stand in the chat; the task that comes of them is named like them. */
const spokenWords = (page: Page) =>
  page
    .getByRole('log', { name: chat.log })
    .getByRole('paragraph')
    .filter({ hasText: /^run the tests\.?$/i });

test('a person says "run the tests" into the microphone, it is done, and what the page says aloud tells so', async ({
  launchOptions,
  viewport,
}) => {
  await using house = await House.build();
  const browser = await launchHearing(launchOptions, await recordFor(house, 'Run the tests.'));
  try {
    const page = await browser.newPage({ viewport });
    const answers = new SpokenAnswers(page);
    await keepHeard(page);
    await signIn(page, house.url);
    await createProject(page, 'Shop', house.repository);
    await page.getByRole('button', { name: voiceButton.speak, exact: true }).click();
    await expect(page.getByRole('button', { name: voiceButton.stop, exact: true })).toBeVisible();
    await expect.poll(() => heardIn(page)).toContainEqual(expect.stringMatching(/run the tests/i));
    await picture(page, 'voice-1-heard-so-far');
    // Nobody presses anything any more: the turn ends with the pause.
    const talk = page.getByRole('log', { name: chat.log });
    await expect(spokenWords(page)).toBeVisible();
    await expect(page.getByRole('button', { name: voiceButton.speak, exact: true })).toBeVisible();
    await picture(page, 'voice-2-understood');
    await expect(talk.getByText('Added SHOP-1 Run the tests')).toBeVisible();
    await expect(talk.getByText('is ready for your review')).toBeVisible();
    // The answer that it was added says neither: only the outcome does.
    await expect.poll(() => answers.heard()).toMatch(/\bready\b.*\breview\b/i);
    await picture(page, 'voice-3-answered');
  } finally {
    await browser.close();
  }
});

test('a browser that can only record a file is heard too, and what was said is kept with its length', async ({
  launchOptions,
  viewport,
}) => {
  await using house = await House.build();
  const browser = await launchHearing(launchOptions, await recordFor(house, 'Run the tests.'));
  try {
    const page = await browser.newPage({ viewport });
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'AudioWorkletNode'));
    const types: unknown[] = [];
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (typeof payload === 'string' && payload.includes('mime_type'))
          types.push(JSON.parse(payload).mime_type);
      }),
    );
    await signIn(page, house.url);
    await createProject(page, 'Shop', house.repository);
    await page.getByRole('button', { name: voiceButton.speak, exact: true }).click();
    await expect(page.getByRole('button', { name: voiceButton.stop, exact: true })).toBeVisible();
    const talk = page.getByRole('log', { name: chat.log });
    await expect(spokenWords(page)).toBeVisible();
    expect(types).toEqual([expect.stringMatching(/^audio\/webm/)]);
    await talk.getByRole('link', { name: chat.hear }).click();
    const position = page.getByRole('slider', { name: recordings.position });
    await expect(position).toHaveAttribute('aria-valuetext', / of 0:(0[3-9]|1\d)$/);
    // A recorder's file has no index; Firefox does not seek in one that is not handed over whole.
    const audio = page.locator('audio');
    await expect.poll(() => audio.evaluate((each) => Number(Reflect.get(each, 'duration')))).toBeLessThan(30);
    await position.press('ArrowRight');
    await expect
      .poll(() => audio.evaluate((each) => Number(Reflect.get(each, 'currentTime'))))
      .toBeGreaterThan(2.5);
    await position.press('Home');
    await picture(page, 'voice-4-recorder');
    await page.getByRole('button', { name: recordings.play }).click();
    await expect(page.getByRole('button', { name: recordings.pause })).toBeVisible();
  } finally {
    await browser.close();
  }
});
