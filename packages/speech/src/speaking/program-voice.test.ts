import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Audio } from '../pcm.ts';
import { toWav } from '../wav/write.ts';
import { chooseVoice } from './choose.ts';
import type { OpenSynthesiser } from './sentence-voice.ts';

/** Stands in for a program of the system: it takes the same arguments, notes them, and "says" a tone. */
async function install(folder: string, name: string, script: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, `#!${process.execPath}\n${script}`);
  await chmod(path, 0o755);
}

const saysTone = (folder: string, option: string): string => `
const { copyFileSync, writeFileSync } = require('node:fs');
writeFileSync(${JSON.stringify(join(folder, 'asked.json'))}, JSON.stringify({ args: process.argv.slice(2), env: process.env }));
copyFileSync(${JSON.stringify(join(folder, 'tone.wav'))}, process.argv[process.argv.indexOf('${option}') + 1]);
`;

async function openIn(folder: string): Promise<OpenSynthesiser> {
  const choice = await chooseVoice(null, folder);
  if (choice === null) throw new Error('There is no voice.');
  return choice.open();
}

async function spoken(audio: AsyncIterable<Audio>): Promise<Audio[]> {
  const pieces: Audio[] = [];
  for await (const piece of audio) pieces.push(piece);
  return pieces;
}

describe('a voice of the system', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voice-program-'));
    const samples = Float32Array.from({ length: 8_000 }, (_, at) => Math.sin(at / 10) / 2);
    await writeFile(join(folder, 'tone.wav'), toWav(samples));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const asked = async (): Promise<{ args: string[]; env: Record<string, string> }> =>
    JSON.parse(await readFile(join(folder, 'asked.json'), 'utf8'));

  it('is chosen where there is no model, and is named', async () => {
    await install(folder, 'espeak-ng', saysTone(folder, '-w'));
    expect(await chooseVoice(null, folder)).toMatchObject({
      engine: 'espeak-ng',
      voices: [{ id: 'espeak-ng' }],
    });
    await install(folder, 'flite', saysTone(folder, '-o'));
    const flite = await chooseVoice(null, `/nowhere:${folder}`);
    expect(flite).toMatchObject({ engine: 'flite' });
    expect(flite?.voices.every(({ title }) => title.startsWith('Flite'))).toBe(true);
  });

  it('is none where no program is found', async () => {
    expect(await chooseVoice(null, folder)).toBeNull();
    expect(await chooseVoice(null, '')).toBeNull();
  });

  it('says each sentence with the voice and the pace that were asked for', async () => {
    await install(folder, 'flite', saysTone(folder, '-o'));
    await using synthesiser = await openIn(folder);
    const pieces = await spoken(synthesiser.speak('One. Two.', { voice: 'flite-rms', rate: 2 }));
    expect(pieces.map(({ rate }) => rate)).toEqual([16_000, 16_000]);
    const { args } = await asked();
    expect(args).toEqual(expect.arrayContaining(['-voice', 'rms', 'duration_stretch=0.500', ' Two.']));
  });

  it('gets neither options from the text nor anything from the environment', async () => {
    await install(folder, 'espeak-ng', saysTone(folder, '-w'));
    await using synthesiser = await openIn(folder);
    await spoken(synthesiser.speak('--path=/etc is what it says'));
    const { args, env } = await asked();
    expect(args.slice(-2)).toEqual(['--', ' --path=/etc is what it says']);
    expect(env['PATH']).toBeUndefined();
  });

  it('is ended when it is stopped', async () => {
    await install(folder, 'flite', `setInterval(() => {}, 1000);`);
    await using synthesiser = await openIn(folder);
    const stop = new AbortController();
    const speaking = spoken(synthesiser.speak('Hello.', { signal: stop.signal }));
    stop.abort();
    await expect(speaking).rejects.toMatchObject({ fault: 'aborted' });
  });

  it('fails in words when the program fails', async () => {
    await install(folder, 'flite', 'process.exit(3)');
    await using synthesiser = await openIn(folder);
    await expect(spoken(synthesiser.speak('Hello.'))).rejects.toMatchObject({ fault: 'failed' });
  });
});
