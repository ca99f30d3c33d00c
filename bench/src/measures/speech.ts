import type { Ears } from '@overmind/speech/hearing/ears';
import { speechRate } from '@overmind/speech/pcm';
import type { Figure } from '../result.ts';
import { count, ms, spreadOf } from '../stats.ts';
import { someOf } from './evenly.ts';
import { type Clip, findClips, isHeldOut, musicPath, readSamples } from './speech-clips.ts';
import { measureCommands } from './speech-commands.ts';
import { openEars } from './speech-ears.ts';
import { measureLive } from './speech-live.ts';
import { dictations, openOwnVoice, spoken } from './speech-own-voice.ts';
import { speechless, withNoise } from './speech-sounds.ts';
import { textOf } from './speech-text.ts';
import { countWordErrors, shareOf } from './speech-words.ts';

interface Heard {
  words: number;
  errors: number;
  audioS: number;
  wallS: number;
  cpuS: number;
}

type Change = (clip: Clip) => Promise<Float32Array>;

async function hearAll(ears: Ears, clips: readonly Clip[], read: Change): Promise<Heard> {
  const sum: Heard = { words: 0, errors: 0, audioS: 0, wallS: 0, cpuS: 0 };
  for (const clip of clips) {
    const samples = await read(clip);
    const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
    const text = await textOf(ears, samples);
    const used = process.cpuUsage(cpu);
    const { words, errors } = countWordErrors(clip.said, text);
    sum.words += words;
    sum.errors += errors;
    sum.audioS += samples.length / speechRate;
    sum.wallS += (performance.now() - startedAt) / 1000;
    sum.cpuS += (used.user + used.system) / 1e6;
  }
  return sum;
}

function toFigure(what: string, heard: Heard, goal: string): Figure {
  const { words, errors, audioS, wallS, cpuS } = heard;
  return {
    ...{ what, goal, value: shareOf(heard) },
    beside: `${count(words)} words, ${count(audioS)} s`,
    data: { words, errors, audioS, wallS, cpuS },
  };
}

/** Of less speech of people than this a share says little. */
const leastHeardS = 600;

/** The one that counts: no figure where too little of people is heard. */
function toMainFigure(heard: Heard, isSynthesised: boolean): Figure {
  const figure = toFigure('speech: words of people wrong, held-out half of the clips', heard, '≤ 8 %');
  if (!isSynthesised && heard.audioS >= leastHeardS) return figure;
  return {
    ...{ ...figure, value: 'not measured' },
    beside: `${figure.value} of ${figure.beside}; it takes ${leastHeardS} s of people`,
  };
}

const variants: readonly [name: string, change: Change][] = [
  ['noise at 10 dB', async ({ path }) => withNoise(await readSamples(path), 10)],
  ['a quarter faster', ({ path }) => readSamples(path, 'atempo=1.25')],
  ['a deeper voice', ({ path }) => readSamples(path, 'asetrate=13600,aresample=16000,atempo=1.1765')],
  ['telephone (8 kHz)', ({ path }) => readSamples(path, 'aresample=8000,aresample=16000')],
];

/** How well and how fast speech is heard. `most` clips are heard plainly, a part of them in each variant. */
export async function measureSpeech(most: number): Promise<Figure[]> {
  const { clips, isSynthesised } = await findClips();
  await using ears = await openEars(1);
  const heldOut = clips.filter(isHeldOut);
  const sentences = someOf(
    heldOut.filter(({ isAlone }) => !isAlone),
    most,
  );
  const alone = someOf(
    heldOut.filter(({ isAlone }) => isAlone),
    most,
  );
  const marked = (figure: Figure): Figure =>
    isSynthesised ? { ...figure, beside: `${figure.beside}, synthesised` } : figure;
  const plain = await hearAll(ears, sentences, ({ path }) => readSamples(path));
  const figures = [
    toMainFigure(plain, isSynthesised),
    ...(await measureVariants(ears, sentences, alone)),
    await measureThreads(ears, partOf(sentences), plain),
  ];
  const commands = await measureCommands(ears);
  const delays = await measureDelays(ears, sentences, Math.max(6, Math.ceil(most / 13)));
  return [...figures.map(marked), ...commands, ...delays, await measureSpeechless(ears)];
}

const partOf = (sentences: readonly Clip[]): Clip[] =>
  someOf(sentences, Math.max(5, Math.ceil(sentences.length / 10)));

async function measureVariants(
  ears: Ears,
  sentences: readonly Clip[],
  alone: readonly Clip[],
): Promise<Figure[]> {
  const figures: Figure[] = [];
  if (alone.length > 0) {
    const heard = await hearAll(ears, alone, ({ path }) => readSamples(path));
    figures.push(toFigure('speech: letters, digits, code words alone', heard, ''));
  }
  const part = partOf(sentences);
  for (const [name, change] of variants)
    figures.push(toFigure(`speech: words wrong, ${name}`, await hearAll(ears, part, change), ''));
  return figures;
}

/** Real-time factors from the same clips in the same run; CPU as well, since others may use the machine. */
async function measureThreads(ears: Ears, clips: readonly Clip[], plain: Heard): Promise<Figure> {
  await using two = await openEars(2);
  const read: Change = ({ path }) => readSamples(path);
  const one = await hearAll(ears, clips, read);
  const both = await hearAll(two, clips, read);
  const factor = ({ wallS, audioS }: Heard): number => wallS / audioS;
  const cpu = plain.cpuS / plain.audioS;
  return {
    what: 'speech: time for a second of it, 1 / 2 threads',
    value: `${factor(one).toFixed(3)} / ${factor(both).toFixed(3)} s`,
    goal: '≤ 0.52 / – s',
    beside: `${(1 / factor(one)).toFixed(0)} × real time; ${cpu.toFixed(3)} s of CPU over ${count(plain.audioS)} s`,
    data: { oneThread: factor(one), twoThreads: factor(both), cpuOneThread: cpu },
  };
}

async function measureDelays(ears: Ears, clips: readonly Clip[], wanted: number): Promise<Figure[]> {
  const found = await sentencesOf(clips, wanted);
  const made = await dictate(wanted - found.length);
  const { wordsMs, finalMs } = await measureLive(ears, [...found, ...made]);
  const [words, final] = [spreadOf(wordsMs), spreadOf(finalMs)];
  const value = ({ p50, p95 }: typeof words): string => `${ms(p50)} / ${ms(p95)} ms`;
  const synthesised = made.length === 0 ? '' : `, ${made.length} of them synthesised`;
  const beside = `${found.length + made.length} clips of 3–10 s in real time, 1 thread${synthesised}`;
  return [
    {
      ...{ what: 'speech: words behind the voice, p50 / p95', value: value(words), goal: '≤ 400 ms', beside },
      data: { ...words },
    },
    {
      ...{ what: 'speech: end to final text, p50 / p95', value: value(final), goal: '≤ 700 ms' },
      ...{ beside: 'with the silence that shows it is the end', data: { ...final } },
    },
  ];
}

/** As long as what somebody says in one go. */
async function sentencesOf(clips: readonly Clip[], wanted: number): Promise<Float32Array[]> {
  const read = await Promise.all(someOf(clips, 6 * wanted).map(({ path }) => readSamples(path)));
  return someOf(
    read.filter(({ length }) => length > 3 * speechRate && length <= 10 * speechRate),
    wanted,
  );
}

/** By the product's own voice, where there is too little of people's. */
async function dictate(wanted: number): Promise<Float32Array[]> {
  await using voice = await openOwnVoice();
  const sentences: Float32Array[] = [];
  for (const text of dictations.slice(0, Math.max(0, wanted))) sentences.push(await spoken(voice, text));
  return sentences;
}

async function measureSpeechless(ears: Ears): Promise<Figure> {
  const sounds = Object.entries({ ...speechless(20), ...(await findMusic()) });
  const found: string[] = [];
  for (const [name, samples] of sounds) {
    const text = await textOf(ears, samples);
    if (text !== '') found.push(`${name}: “${text.slice(0, 40)}”`);
  }
  return {
    what: 'speech: sounds without speech that give text',
    value: `${found.length} of ${sounds.length}`,
    ...{ goal: '0', beside: found.join('; ') || sounds.map(([name]) => name).join(', ') },
    data: { found: found.length, sounds: sounds.length },
  };
}

/** A minute of it, where it can be fetched. */
async function findMusic(): Promise<{ music?: Float32Array }> {
  try {
    return { music: (await readSamples(await musicPath())).subarray(0, 60 * speechRate) };
  } catch (error) {
    console.error('Music is left out:', error);
    return {};
  }
}
