/*
 * People's speech with what they say, fetched when it is needed and never part of the repository: the prompts of
 * Asterisk read by Allison Smith (Debian asterisk-core-sounds-en-g722, CC-BY-SA-3.0) and sentences of LibriVox
 * (Debian pocketsphinx-testdata, public domain).
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readWav } from '@overmind/speech/wav/blocks';
import { toWav } from '@overmind/speech/wav/write';
import { exists, speechCache, unpackDebian } from './speech-debian.ts';
import { atSpeechRate, commands, dictations, openOwnVoice, spoken } from './speech-own-voice.ts';
import { readTranscripts } from './speech-transcripts.ts';

const run = promisify(execFile);
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

interface Clips {
  clips: Clip[];
  /** Said by the product's own voice, which is clearer than people are. */
  isSynthesised: boolean;
}

/**
 * Half of the clips, by a hash of their names: what they show is reported, and nothing is chosen by it. The others are
 * there to choose by. What was chosen before there were halves stands in docs/decisions/0015.
 */
export const isHeldOut = ({ name }: Clip): boolean =>
  (createHash('sha256').update(name).digest()[0] ?? 0) % 2 === 1;

/** Everything that has words. What cannot be fetched is spoken here. */
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
  const folder = join(speechCache, 'own-voice');
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
  const transcripts = await readTranscripts();
  const folder = join(await unpackDebian('asterisk-core-sounds-en-g722'), prompts);
  const clips = transcripts.map(({ name, said }) => ({
    ...{ name, said, path: join(folder, `${name}.g722`) },
    isAlone: /^(letters|digits|phonetic)\//.test(name),
  }));
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
