import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { expect, it, onTestFinished } from 'vitest';
import { checkSound } from '../../doctor/sound.ts';
import { openMicrophone } from './microphone.ts';
import { recordersOf } from './recorders.ts';

/** Programs by these names, alone on a PATH; each notes what it is asked for and "hears" a little. */
async function install(...names: string[]): Promise<string> {
  const folder = await createTempFolder();
  onTestFinished(() => folder.remove());
  for (const name of names) {
    const file = join(folder.path, name);
    await writeFile(
      file,
      `#!${process.execPath}\nprocess.stdout.write(process.argv.slice(2).join(' '));setInterval(() => {}, 1000);`,
    );
    await chmod(file, 0o755);
  }
  return folder.path;
}

/** Which program records on a machine, and what it was asked for. */
async function record(path: string, platform: NodeJS.Platform, device: string | null = null) {
  const signal = new AbortController().signal;
  const microphone = await openMicrophone({ device, signal, platform }, path);
  try {
    for await (const first of microphone.chunks) return { name: microphone.name, asked: String(first) };
  } finally {
    await microphone.stop();
  }
  throw new Error('It was silent.');
}

const format = '-t raw -b 16 -e signed-integer -L -r 16000 -c 1 -';

it('a Mac records with what sox or ffmpeg bring, in one channel of 16 bits at the rate of recognition', async () => {
  expect(await record(await install('rec', 'sox', 'ffmpeg'), 'darwin')).toEqual({
    ...{ name: 'rec', asked: `-q ${format}` },
  });
  expect(await record(await install('sox', 'ffmpeg'), 'darwin')).toEqual({
    ...{ name: 'sox', asked: `-q -d ${format}` },
  });
  const { asked } = await record(await install('ffmpeg'), 'darwin');
  expect(asked).toContain('-f avfoundation -i :default -ac 1 -ar 16000 -f s16le');
});

it('a microphone that is named is the one that records, by a program that can be told so', async () => {
  expect(await record(await install('rec', 'sox'), 'darwin', 'USB Audio')).toEqual({
    ...{ name: 'sox', asked: `-q -t coreaudio USB Audio ${format}` },
  });
  expect((await record(await install('ffmpeg'), 'darwin', '1')).asked).toContain('-i :1 ');
  expect((await record(await install('ffmpeg'), 'darwin', 'none:1')).asked).toContain('-i none:1 ');
  expect((await record(await install('sox'), 'linux', 'hw:1')).asked).toContain('-t alsa hw:1 ');
  await expect(record(await install('rec'), 'darwin', '1')).rejects.toThrow('rec: it cannot be told which');
});

it.each([
  ['darwin', 'brew install sox (or ffmpeg)'],
  ['linux', 'apt-get install alsa-utils'],
] as const)('where nothing records on %s, it says what to install', async (platform, advice) => {
  const path = await install();
  await expect(record(path, platform)).rejects.toThrow(advice);
  expect(JSON.stringify(await checkSound({ PATH: path }, platform))).toContain(advice);
});

it('a Mac that gives no sound is told where the microphone is allowed', async () => {
  const path = await install('rec');
  await writeFile(join(path, 'rec'), `#!${process.execPath}\nprocess.exit(1);`);
  await expect(record(path, 'darwin')).rejects.toThrow('Privacy & Security → Microphone');
});

it('each recorder gives the same kind of samples', () => {
  for (const platform of ['darwin', 'linux'] as const)
    for (const { argv } of recordersOf(platform)) expect(argv(null)?.join(' ')).toContain('16000');
});
