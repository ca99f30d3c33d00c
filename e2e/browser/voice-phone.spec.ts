import { expect, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { dashboard } from '../../apps/web/src/text/dashboard.ts';
import { House } from './support/house.ts';
import { launchHearing, recordFor } from './support/microphone.ts';
import { createProject, picture, signIn } from './support/steps.ts';

const phone = { width: 390, height: 844 };

test('on a phone a person speaks hands-free while they look at the board, which shows that it listens', async ({
  launchOptions,
  viewport,
}) => {
  await using house = await House.build();
  const browser = await launchHearing(launchOptions, await recordFor(house, 'Run the tests.'));
  try {
    const page = await browser.newPage({ viewport });
    const preferred = JSON.stringify({ mode: 'hands_free' });
    await page.addInitScript({ content: `localStorage.setItem('overmind:voice', '${preferred}')` });
    await signIn(page, house.url);
    await createProject(page, 'Shop', house.repository);
    await page.setViewportSize(phone);
    const record = page.getByRole('button', { name: dashboard.record, exact: true });
    const stop = page.getByRole('button', { name: dashboard.stopRecording, exact: true });
    await record.click();
    await expect(stop).toBeVisible();
    await page.getByRole('button', { name: dashboard.tabs.board, exact: true }).click();
    await expect(page.getByRole('textbox', { name: chat.label })).toBeHidden();
    await expect(page.getByText('SHOP-1').first()).toBeVisible();
    await expect(stop).toBeVisible();
    await picture(page, 'voice-8-phone-board');
    await page.getByRole('button', { name: dashboard.tabs.chat, exact: true }).click();
    await expect(page.getByText('Added SHOP-1 Run the tests')).toBeVisible();
    await picture(page, 'voice-9-phone-chat');
    await stop.click();
    await expect(record).toBeVisible();
  } finally {
    await browser.close();
  }
});
