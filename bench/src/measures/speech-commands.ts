/*
 * What people say to the product: in its own voice, in natural ones of Kokoro, and, as the hard case, in those of flite
 * (Debian, unpacked for the measure alone), which are robots made from recordings of three people, one of them a Scot.
 * All are synthesised, and said to be.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { spokenToAgents } from '@overmind/core/voice/vocabulary';
import { spokenCommands } from '@overmind/domain/requests/spoken-commands';
import type { Ears } from '@overmind/speech/hearing/ears';
import { readWav } from '@overmind/speech/wav/blocks';
import type { Figure } from '../result.ts';
import { count } from '../stats.ts';
import { unpackDebian } from './speech-debian.ts';
import { measureHeldOutCommands } from './speech-held-out-commands.ts';
import { accentedVoices, type Kokoro, kokoroVoices, openKokoro } from './speech-kokoro.ts';
import { atSpeechRate, commands, openOwnVoice, spoken } from './speech-own-voice.ts';
import { textOf } from './speech-text.ts';
import { addErrors, countWordErrors, shareOf, type WordErrors } from './speech-words.ts';

const run = promisify(execFile);
const voices = ['slt', 'rms', 'awb'];

const agents = ['Alder', 'Birch', 'Cedar'];
/** As a project with these agents expects it. */
const vocabulary = [...agents, ...spokenCommands, ...spokenToAgents(agents)];

type Speak = (said: string) => Promise<Float32Array>;

async function hearCommands(ears: Ears, speak: Speak): Promise<WordErrors> {
  const heard: WordErrors[] = [];
  for (const said of commands)
    heard.push(countWordErrors(said, await textOf(ears, await speak(said), vocabulary)));
  return addErrors(heard);
}

/** The share of words of commands that are heard wrongly. */
export async function measureCommands(ears: Ears): Promise<Figure[]> {
  await using own = await openOwnVoice();
  const speak: Speak = (said) => spoken(own, said);
  const voice = 'the product’s own voice';
  return [
    toFigure(voice, await hearCommands(ears, speak)),
    await measureHeldOutCommands(ears, vocabulary, voice, speak),
    ...(await measureKokoro(ears)),
    ...(await measureFlite(ears)),
  ];
}

/** Nothing where Kokoro cannot be fetched. */
async function measureKokoro(ears: Ears): Promise<Figure[]> {
  try {
    await using kokoro = await openKokoro();
    const inTurn = (said: string, index: number): Promise<Float32Array> =>
      kokoro.speak(kokoroVoices[index % kokoroVoices.length] ?? '', said);
    const natural = await hearInVoices(ears, kokoro, kokoroVoices);
    return [
      toFigure(`Kokoro’s voices (${kokoroVoices.join(', ')})`, addErrors(natural), natural.map(shareOf)),
      await measureHeldOutCommands(ears, vocabulary, 'Kokoro’s voices in turn', inTurn),
      await measureAccents(ears, kokoro),
    ];
  } catch (error) {
    console.error('Commands in the voices of Kokoro are left out:', error);
    return [];
  }
}

async function hearInVoices(ears: Ears, kokoro: Kokoro, voices: readonly string[]): Promise<WordErrors[]> {
  const heard: WordErrors[] = [];
  for (const voice of voices) heard.push(await hearCommands(ears, (said) => kokoro.speak(voice, said)));
  return heard;
}

async function measureAccents(ears: Ears, kokoro: Kokoro): Promise<Figure> {
  const accents: [accent: string, heard: WordErrors][] = [];
  for (const [accent, voices] of Object.entries(accentedVoices))
    accents.push([accent, addErrors(await hearInVoices(ears, kokoro, voices))]);
  return toFigure(
    'with an accent (Kokoro’s voices of other languages)',
    addErrors(accents.map(([, heard]) => heard)),
    accents.map(([accent, heard]) => `${accent} ${shareOf(heard)}`),
  );
}

/** Nothing where flite cannot be fetched. */
async function measureFlite(ears: Ears): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'commands-'));
  try {
    const flite = await openFlite(join(folder, 'spoken.wav'));
    const heard: WordErrors[] = [];
    for (const voice of voices) heard.push(await hearCommands(ears, flite(voice)));
    return [toFigure(`flite’s voices (${voices.join(', ')})`, addErrors(heard), heard.map(shareOf))];
  } catch (error) {
    console.error('Commands in the voices of flite are left out:', error);
    return [];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openFlite(file: string): Promise<(voice: string) => Speak> {
  const libraries = join(await unpackDebian('libflite1'), 'usr/lib');
  const [machine = ''] = await readdir(libraries);
  const program = join(await unpackDebian('flite'), 'usr/bin/flite');
  const env = { ...process.env, LD_LIBRARY_PATH: join(libraries, machine) };
  return (voice) => async (said) => {
    await run(program, ['-voice', voice, '-t', said, '-o', file], { env });
    const { samples, rate } = await readWav(await readFile(file));
    return atSpeechRate(samples, rate);
  };
}

function toFigure(voice: string, heard: WordErrors, each: readonly string[] = []): Figure {
  return {
    ...{
      what: `speech: words of commands wrong, synthesised, ${voice}`,
      value: shareOf(heard),
      goal: '≤ 3 %',
    },
    beside: [`${count(heard.words)} words`, ...each].join('; '),
    data: { ...heard },
  };
}
