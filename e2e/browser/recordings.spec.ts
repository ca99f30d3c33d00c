import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPlainWavFile } from '@overmind/speech/wav/plain';
import { wavOf } from '@overmind/speech/wav/write';
import { expect, type Page, test } from '@playwright/test';
import { chat } from '../../apps/web/src/text/chat.ts';
import { recordings as text } from '../../apps/web/src/text/recordings.ts';
import { expectCleanInThemes } from './support/clean.ts';
import { House } from './support/house.ts';
import { recordFor } from './support/microphone.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, signIn } from './support/steps.ts';

/** Sentences one after the other in one file, far enough apart to be parts of their own. */
async function recordAll(house: House, sentences: readonly string[]): Promise<string> {
  const parts: Buffer[] = [];
  let rate = 0;
  for (const sentence of sentences) {
    const sound = await readPlainWavFile(new Uint8Array(await readFile(await recordFor(house, sentence))));
    rate = sound.rate;
    parts.push(Buffer.from(sound.samples));
  }
  const file = join(house.folder, 'meeting.wav');
  await writeFile(file, wavOf(rate, Buffer.concat(parts)));
  return file;
}

/** The server takes the first file that is sent, and the page never hears of it. */
const loseFirstAnswer = (page: Page) =>
  page.addInitScript({
    content: `{
      const { send } = XMLHttpRequest.prototype;
      XMLHttpRequest.prototype.send = function (body) {
        this.onload = this.onerror;
        XMLHttpRequest.prototype.send = send;
        send.call(this, body);
      };
    }`,
  });

const secondOf = (page: Page): Promise<number> =>
  page
    .locator('audio')
    .first()
    .evaluate((each) => Number(Reflect.get(each, 'currentTime')));

/** Resolves once a sound that begins from now on is over: a short one may be before anybody looks. */
const soundIsOver = (page: Page) =>
  page.evaluate(`new Promise((over) => {
    const onPlay = ({ target }) => target.addEventListener('pause', () => over(), { once: true });
    document.addEventListener('play', onPlay, { capture: true, once: true });
  })`);

async function expectClean(page: Page, name: string): Promise<void> {
  for (const screen of ['phone', 'desktop'] as const) {
    await page.setViewportSize(
      screen === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    );
    await expectCleanInThemes(page, name, screen);
  }
}

/** By its name a sound. */
const noSound = { name: 'letter.wav', mimeType: 'audio/wav' };

test('a recording is brought once, found, read along, said part by part, heard from its task, and deleted', async ({
  page,
}) => {
  await using house = await House.build();
  const file = await recordAll(house, ['Run the tests.', 'What is blocked?']);
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  const project = new ProjectApi(page);
  await project.addTask({ title: 'Paint the door', agent: 'frontend' });
  await loseFirstAnswer(page);
  await page.goto(`${house.url}/projects/${project.id}/recordings`);

  const list = page.getByRole('list', { name: text.title });
  await page.getByLabel(text.upload).setInputFiles(file);
  await page.getByRole('button', { name: text.sendAgain('meeting.wav') }).click();
  await expect(page.getByRole('list', { name: text.uploads })).toHaveCount(0);
  await page.getByLabel(text.upload).setInputFiles({ ...noSound, buffer: Buffer.from('No sound at all.') });
  const dismiss = page.getByRole('button', { name: text.dismiss(noSound.name) });
  await expect(dismiss).toBeVisible();
  await expect(page.getByRole('button', { name: text.sendAgain(noSound.name) })).toHaveCount(0);
  await dismiss.click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText(/run the tests.*what is blocked/i);

  const search = page.getByRole('searchbox', { name: text.search });
  await search.fill('nonsense');
  await expect(page.getByText(text.noMatchTitle)).toBeVisible();
  await search.fill('the test');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expectClean(page, 'recordings-found');
  await list.getByRole('link').click();

  const lines = page.getByRole('region', { name: text.transcript }).getByRole('listitem');
  const asking = lines.filter({ hasText: /what is blocked/i });
  await asking.getByRole('button', { name: /^From / }).click();
  await expect.poll(() => secondOf(page)).toBeGreaterThan(10);
  await expect(asking).toHaveAttribute('aria-current', 'true');

  const said = { name: new RegExp(`^${text.sayPart('.*')}$`) };
  await asking.getByRole('button', said).click();
  await expect(page.getByText(text.messages(1))).toBeVisible();
  await lines
    .filter({ hasText: /run the tests/i })
    .getByRole('button', said)
    .click();
  const tasks = page.getByRole('region', { name: text.tasks });
  await expect(tasks.getByText(text.origin)).toBeVisible();
  await tasks.getByRole('combobox', { name: text.addTask }).fill('SHOP-1');
  await page.keyboard.press('Enter');
  await expect(tasks.getByRole('link', { name: 'SHOP-1 Paint the door' })).toBeVisible();
  await expectClean(page, 'recording-said');
  const address = page.url();

  await tasks.getByRole('link', { name: /^SHOP-2 / }).click();
  const play = page.getByRole('button', { name: new RegExp(`^${text.playRange('')}`) });
  await expect(play).toBeVisible();
  // It ends by itself, at the end of what was said.
  await Promise.all([soundIsOver(page), play.click()]);
  await expect(play).toBeVisible();
  expect(await secondOf(page)).toBeLessThan(10);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('log', { name: chat.log }).getByText('Nothing is blocked.')).toBeVisible();

  await page.goto(address);
  await page.getByRole('button', { name: text.remove }).click();
  await page.getByRole('dialog').getByRole('button', { name: text.removeSubmit }).click();
  await expect(page.getByText(text.emptyTitle)).toBeVisible();
});
