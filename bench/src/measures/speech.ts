import { join } from 'node:path';
import { openSilero } from '@overmind/speech/activity/silero';
import type { Ears } from '@overmind/speech/hearing/ears';
import { openMoonshine } from '@overmind/speech/hearing/moonshine';
import { speechRate } from '@overmind/speech/pcm';
import type { Figure } from '../result.ts';
import { count, megabytes, ms, spreadOf } from '../stats.ts';
import { type Clip, listClips, musicPath, readSamples } from './speech-clips.ts';
import { measureCommands } from './speech-commands.ts';
import { measureLive } from './speech-live.ts';
import { speechless, withNoise } from './speech-sounds.ts';
import { textOf } from './speech-text.ts';
import { countWordErrors } from './speech-words.ts';

const models = join(import.meta.dirname, '../../../models/speech');

async function openEars(threads: number): Promise<Ears & AsyncDisposable> {
  const moonshine = await openMoonshine(join(models, 'moonshine-tiny-en'), { threads });
  const detector = await openSilero(join(models, 'silero-vad/silero_vad.onnx'), { threads });
  return {
    ...{ moonshine, detector },
    async [Symbol.asyncDispose]() {
      await moonshine[Symbol.asyncDispose]();
      await detector[Symbol.asyncDispose]();
    },
  };
}

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

const percent = ({ errors, words }: Heard): string => `${((100 * errors) / Math.max(1, words)).toFixed(1)} %`;

function toFigure(what: string, heard: Heard, goal: string): Figure {
  const { words, errors, audioS, wallS, cpuS } = heard;
  return {
    ...{ what, goal, value: percent(heard) },
    beside: `${count(words)} words, ${count(audioS)} s`,
    data: { words, errors, audioS, wallS, cpuS },
  };
}

/** Evenly chosen, so that a part stands for the whole. */
function some<Item>(items: readonly Item[], wanted: number): Item[] {
  const count = Math.min(items.length, wanted);
  const step = items.length / Math.max(1, count);
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

const variants: readonly [name: string, change: Change][] = [
  ['noise at 10 dB', async ({ path }) => withNoise(await readSamples(path), 10)],
  ['a quarter faster', ({ path }) => readSamples(path, 'atempo=1.25')],
  ['a deeper voice', ({ path }) => readSamples(path, 'asetrate=13600,aresample=16000,atempo=1.1765')],
  ['telephone (8 kHz)', ({ path }) => readSamples(path, 'aresample=8000,aresample=16000')],
];

/** How well and how fast speech is heard. `most` clips are heard plainly, a part of them in each variant. */
export async function measureSpeech(most: number): Promise<Figure[]> {
  const clips = await listClips().catch((error: unknown) => {
    console.error('Speech is measured on Debian only, with apt-get, dpkg-deb and ffmpeg:', error);
    return [];
  });
  if (clips.length === 0) return [];
  const before = process.memoryUsage().rss;
  await using ears = await openEars(1);
  const sentences = some(
    clips.filter(({ isAlone }) => !isAlone),
    most,
  );
  const plain = await hearAll(ears, sentences, ({ path }) => readSamples(path));
  const alone = await hearAll(
    ears,
    some(
      clips.filter(({ isAlone }) => isAlone),
      most,
    ),
    ({ path }) => readSamples(path),
  );
  const part = some(sentences, Math.ceil(most / 10));
  const figures = [
    toFigure('speech: words wrong', plain, '≤ 8 %'),
    toFigure('speech: letters, digits, code words alone', alone, ''),
  ];
  for (const [name, change] of variants)
    figures.push(toFigure(`speech: words wrong, ${name}`, await hearAll(ears, part, change), ''));
  const grownBy = process.memoryUsage().rss - before;
  return [
    ...figures,
    ...(await measureCommands(ears)),
    await measureThreads(ears, part, plain),
    ...(await measureDelays(ears, sentences)),
    await measureSpeechless(ears),
    {
      ...{ what: 'speech: memory of both models at work', value: megabytes(grownBy), goal: '', beside: '' },
      data: { grownBy },
    },
  ];
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
    beside: `${cpu.toFixed(3)} s of CPU on one thread over ${count(plain.audioS)} s`,
    data: { oneThread: factor(one), twoThreads: factor(both), cpuOneThread: cpu },
  };
}

async function measureDelays(ears: Ears, clips: readonly Clip[]): Promise<Figure[]> {
  const spoken = await sentencesOf(clips);
  const { wordsMs, finalMs } = await measureLive(ears, spoken);
  const [words, final] = [spreadOf(wordsMs), spreadOf(finalMs)];
  const value = ({ p50, p95 }: typeof words): string => `${ms(p50)} / ${ms(p95)} ms`;
  const beside = `${spoken.length} clips of 3–10 s in real time, 1 thread`;
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
async function sentencesOf(clips: readonly Clip[]): Promise<Float32Array[]> {
  const read = await Promise.all(some(clips, 60).map(({ path }) => readSamples(path)));
  return some(
    read.filter(({ length }) => length > 3 * speechRate && length <= 10 * speechRate),
    10,
  );
}

async function measureSpeechless(ears: Ears): Promise<Figure> {
  const music = (await readSamples(await musicPath())).subarray(0, 60 * speechRate);
  const sounds = Object.entries({ ...speechless(20), music });
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
