import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSoundOut } from './sound-out.ts';
import { readSpokenWav, type SpokenSound } from './spoken-sound.ts';

let folder: Awaited<ReturnType<typeof createTempFolder>>;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(() => folder.remove());

const { signal } = new AbortController();
const spoken: SpokenSound = { rate: 22_050, samples: Buffer.from([1, 2, 3, 4]) };
const unsayable: SpokenSound = { rate: 16_000, samples: Buffer.alloc(8) };

async function written(...sounds: SpokenSound[]): Promise<SpokenSound> {
  const path = join(folder.path, 'answer.wav');
  const out = openSoundOut(path);
  for (const sound of sounds) await out.write(sound, 0, signal);
  await out.end();
  return readSpokenWav(await readFile(path));
}

it('leaves out what no voice can say, at whatever rate its silence comes', async () => {
  const twice = { ...spoken, samples: Buffer.concat([spoken.samples, spoken.samples]) };
  expect(await written(unsayable, spoken, unsayable, spoken)).toEqual(twice);
});

it('is silent where nothing of the answer can be said', async () => {
  expect(await written(unsayable, unsayable)).toEqual(unsayable);
});

it('says why it cannot be written, by the name that the person gave', async () => {
  const path = join(folder.path, 'none', 'answer.wav');
  const out = openSoundOut(path);
  await out.write(spoken, 0, signal);
  await expect(out.end()).rejects.toThrow(`Nothing was written to ${path}: its folder is not there.`);
  expect(await readdir(folder.path)).toEqual([]);
});
