import { expect, type Page, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { dashboard } from '../../apps/web/src/text/dashboard.ts';
import { voice } from '../../apps/web/src/text/voice.ts';
import { voiceButton } from '../../apps/web/src/text/voice-button.ts';
import { House } from './support/house.ts';
import { Room } from './support/room.ts';
import { createProject, picture, signIn } from './support/steps.ts';

const phone = { width: 390, height: 844 };

/** The words of the server that a speaker has paused. */
function watchPauses(page: Page): string[] {
  const pauses: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string' && payload.includes('speech.ended')) pauses.push(payload);
    }),
  );
  return pauses;
}

/** Puts a finger on it, and gives how to take it away. */
async function touch(
  page: Page,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
) {
  const devtools = await page.context().newCDPSession(page);
  const touchPoints = [{ x: x + width / 2, y: y + height / 2 }];
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  return () => devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

test('a person speaks as long as they hold the key of their choice or, on a phone, the microphone', async ({
  browser,
  viewport,
}) => {
  await using house = await House.build();
  const page = await browser.newPage({ viewport, hasTouch: true });
  const room = await Room.around(page);
  const pauses = watchPauses(page);
  const talk = page.getByRole('log', { name: chat.log });
  const speak = page.getByRole('button', { name: voiceButton.speak, exact: true });
  const stop = page.getByRole('button', { name: voiceButton.stop, exact: true });
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  const address = page.url();
  await page.goto(`${house.url}/settings`);
  const key = voiceButton.keys.ControlRight;
  await page.getByRole('combobox').filter({ hasText: key }).selectOption(key);
  await page.goto(address);

  const draft = page.getByRole('textbox', { name: chat.label });
  await draft.pressSequentially('Later');
  await page.keyboard.down('ControlRight');
  await expect(page.getByText(voice.phases.listening).first()).toBeVisible();
  await room.say('Run the tests.');
  await expect.poll(() => pauses.length).toBe(1);
  await room.say('It is urgent.');
  await expect.poll(() => pauses.length).toBe(2);
  await picture(page, 'voice-13-held-key');
  await expect(stop).toBeVisible();
  await page.keyboard.up('ControlRight');
  await expect(speak).toBeVisible();
  await expect(talk.getByRole('paragraph').filter({ hasText: /^run the tests.* urgent\.?$/i })).toBeVisible();
  await expect(draft).toHaveValue('Later');

  await page.setViewportSize(phone);
  await page.getByRole('button', { name: dashboard.tabs.chat, exact: true }).click();
  const letGo = await touch(page, (await speak.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 });
  await expect(page.getByText(voice.phases.listening).first()).toBeVisible();
  await room.say('What is blocked?');
  await expect.poll(() => pauses.length).toBe(3);
  await picture(page, 'voice-14-phone-held');
  await expect(stop).toBeVisible();
  await letGo();
  await expect(speak).toBeVisible();
  await expect(talk.getByText('Nothing is blocked')).toBeVisible();
  await page.close();
});
