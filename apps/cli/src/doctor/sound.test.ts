import { createTempFolder } from '@overmind/testing/temp-folder';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SoundPrograms } from '../test-support/sound-programs.ts';
import { checkSound } from './sound.ts';

let folder: Awaited<ReturnType<typeof createTempFolder>>;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(() => folder.remove());

it('names what records and what plays', async () => {
  const { env } = await SoundPrograms.make(folder.path, ['arecord', 'aplay', 'paplay']);
  expect(await checkSound(env, 'linux')).toMatchObject([
    { name: 'microphone', state: 'ok', detail: 'by arecord' },
    { name: 'loudspeaker', state: 'ok', detail: 'by paplay' },
  ]);
});

it('says what to install where there is nothing, which stops nobody', async () => {
  const { env } = await SoundPrograms.make(folder.path, []);
  const findings = await checkSound(env, 'linux');
  expect(findings.map(({ state }) => state)).toEqual(['warn', 'warn']);
  for (const { advice } of findings) expect(advice).toMatch(/^Install one: /);
});
