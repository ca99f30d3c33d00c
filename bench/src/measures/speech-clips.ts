/*
 * People's speech with what they say, fetched when it is needed and never part of the repository: the prompts of
 * Asterisk read by Allison Smith (Debian asterisk-core-sounds-en-g722, CC-BY-SA-3.0) and sentences of LibriVox
 * (Debian pocketsphinx-testdata, public domain). What the prompts say stands in core-sounds-en.txt of Asterisk's own
 * release, which Debian's package leaves out: SPEECH_TRANSCRIPTS names it.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readWav } from '@overmind/speech/wav/blocks';
import { toWav } from '@overmind/speech/wav/write';
import { atSpeechRate, commands, dictations, openOwnVoice, spoken } from './speech-own-voice.ts';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../../.cache/speech');
const prompts = 'usr/share/asterisk/sounds/en_US_f_Allison';
const novel = 'usr/share/pocketsphinx/test/data/librivox';

export interface Clip {
  name: string;
  path: string;
  /** What is said in it. */
  said: string;
  /** A letter, digit or code word alone, which nothing around it helps to hear. */
  isAlone: boolean;
}

/** The files of a Debian package, without installing it. */
export async function unpackDebian(name: string): Promise<string> {
  const folder = join(cache, name);
  if (await exists(folder)) return folder;
  await mkdir(cache, { recursive: true });
  await run('apt-get', ['download', '-qq', name], { cwd: cache });
  const file = (await readdir(cache)).find((entry) => entry.startsWith(`${name}_`));
  if (file === undefined) throw new Error(`apt-get did not bring ${name}.`);
  await run('dpkg-deb', ['-x', join(cache, file), folder]);
  return folder;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

interface Clips {
  clips: Clip[];
  /** Said by the product's own voice, which is clearer than people are. */
  isSynthesised: boolean;
}

/** Everything that has words; the prompts only where their transcripts are there. What cannot be fetched is spoken here. */
export async function findClips(): Promise<Clips> {
  try {
    return { clips: [...(await listNovel()), ...(await listPrompts())], isSynthesised: false };
  } catch (error) {
    console.error(
      'People’s speech takes Debian’s packages, so the product’s own voice is heard instead:',
      error,
    );
    return { clips: await speakClips(), isSynthesised: true };
  }
}

async function speakClips(): Promise<Clip[]> {
  await using voice = await openOwnVoice();
  const folder = join(cache, 'own-voice');
  await mkdir(folder, { recursive: true });
  const clips: Clip[] = [];
  for (const [index, said] of [...dictations, ...commands].entries()) {
    const path = join(folder, `${index}.wav`);
    await writeFile(path, toWav(await spoken(voice, said)));
    clips.push({ name: `${index}`, path, said, isAlone: false });
  }
  return clips;
}

async function listNovel(): Promise<Clip[]> {
  const folder = join(await unpackDebian('pocketsphinx-testdata'), novel);
  const lines = (await readFile(join(folder, 'transcription'), 'utf8')).split('\n');
  return lines.flatMap((line) => {
    const [, said = '', name = ''] = /^<s> (.*) <\/s> \((.*)\)$/.exec(line) ?? [];
    return name === '' ? [] : [{ name, said, path: join(folder, `${name}.wav`), isAlone: false }];
  });
}

async function listPrompts(): Promise<Clip[]> {
  const list = process.env['SPEECH_TRANSCRIPTS'] ?? join(cache, 'core-sounds-en.txt');
  if (!(await exists(list))) {
    console.error(`Without ${list} (of Asterisk's sounds, or SPEECH_TRANSCRIPTS) only 25 s are heard.`);
    return [];
  }
  const folder = join(await unpackDebian('asterisk-core-sounds-en-g722'), prompts);
  const lines = (await readFile(list, 'utf8')).split('\n');
  const clips = lines.flatMap((line) => {
    const [, name = '', said = ''] = /^([^;:]+?)(?:\.wav)?:\s*(.*)$/.exec(line) ?? [];
    // In brackets stand sounds that are not words.
    if (name === '' || /^[[<(]/.test(said)) return [];
    const isAlone = /^(letters|digits|phonetic)\//.test(name);
    return [{ name, said, path: join(folder, `${name}.g722`), isAlone }];
  });
  const are = await Promise.all(clips.map(({ path }) => exists(path)));
  return clips.filter((_, index) => are[index]);
}

/** Music without singing that counts as none. */
export async function musicPath(): Promise<string> {
  const folder = join(await unpackDebian('asterisk-moh-opsound-g722'), 'usr/share/asterisk/moh');
  const file = (await readdir(folder)).sort().find((name) => name.endsWith('.g722'));
  if (file === undefined) throw new Error(`There is no music in ${folder}.`);
  return join(folder, file);
}

/** The samples of a file at 16 kHz, changed by an ffmpeg filter where one is named. */
export async function readSamples(path: string, filter = 'anull'): Promise<Float32Array> {
  if (path.endsWith('.wav') && filter === 'anull') {
    const { samples, rate } = await readWav(await readFile(path));
    return atSpeechRate(samples, rate);
  }
  const format = path.endsWith('.g722') ? ['-f', 'g722'] : [];
  const output = ['-af', filter, '-ar', '16000', '-ac', '1', '-f', 'f32le', '-'];
  const args = ['-nostdin', '-v', 'error', ...format, '-i', path, ...output];
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}
