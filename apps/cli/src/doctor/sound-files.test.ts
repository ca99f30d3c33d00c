import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { expect, it, onTestFinished } from 'vitest';
import { checkSoundFiles } from './sound-files.ts';

/** A PATH on which only these programs are. */
async function pathWith(...names: string[]): Promise<NodeJS.ProcessEnv> {
  const folder = await createTempFolder();
  onTestFinished(() => folder.remove());
  for (const name of names) await writeFile(join(folder.path, name), '#!/bin/sh\n', { mode: 0o755 });
  return { PATH: folder.path };
}
const isCut = () => Promise.resolve(true);

it('says which sound files are refused without ffmpeg and ffprobe, and what to install', async () => {
  for (const env of [await pathWith(), await pathWith('ffmpeg')])
    expect(await checkSoundFiles(env, isCut)).toMatchObject([
      { state: 'warn', detail: expect.stringContaining('m4a'), advice: expect.stringContaining('ffmpeg') },
    ]);
  expect(await checkSoundFiles(await pathWith('ffmpeg', 'ffprobe'), isCut)).toMatchObject([{ state: 'ok' }]);
});

it('says where nothing keeps the decoders from the network', async () => {
  const findings = await checkSoundFiles(await pathWith('ffmpeg', 'ffprobe'), () => Promise.resolve(false));
  expect(findings).toMatchObject([
    { state: 'ok' },
    { name: 'decoders', state: 'warn', advice: expect.stringContaining('user namespaces') },
  ]);
});
